import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** As EDT deposits it: one XML in an archive. */
export function zipped(xml: string): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  archive.addBuffer(Buffer.from(xml), 'Edt_Enclair.xml');
  archive.end();
  return buffer(archive.outputStream);
}
