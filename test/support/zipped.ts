import type { AcademyFile } from '@timetable/generator';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** As EDT deposits it: one XML in an archive. */
export const zipped = (xml: string): Promise<Buffer> => zippedFiles({ 'Edt_Enclair.xml': xml });

/** An archive of these files. */
export const zippedFiles = (files: Readonly<Record<string, string>>): Promise<Buffer> =>
  zippedEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));

/** The archive that an academy sends. */
export const zippedAcademy = (files: readonly AcademyFile[]): Promise<Buffer> =>
  zippedFiles(Object.fromEntries(files.map(({ name, pieces }) => [name, [...pieces()].join('')])));

/** An archive of these files, in this order. */
export function zippedEntries(entries: Iterable<readonly [name: string, content: Buffer]>): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const [name, content] of entries) archive.addBuffer(content, name);
  archive.end();
  return buffer(archive.outputStream);
}
