import yazl from 'yazl';

/** A zip of whole files. */
export function archiveStream(
  files: Iterable<readonly [name: string, bytes: Buffer]>,
): NodeJS.ReadableStream {
  const archive = new yazl.ZipFile();
  for (const [name, bytes] of files) archive.addBuffer(bytes, name);
  archive.end();
  return archive.outputStream;
}
