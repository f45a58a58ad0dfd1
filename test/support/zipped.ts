import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** As EDT deposits it: one XML in an archive. */
export const zipped = (xml: string): Promise<Buffer> => zippedFiles({ 'Edt_Enclair.xml': xml });

/** An archive of these files. */
export function zippedFiles(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const [name, text] of Object.entries(files)) archive.addBuffer(Buffer.from(text), name);
  archive.end();
  return buffer(archive.outputStream);
}
