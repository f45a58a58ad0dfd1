import { openReceived, type ReceivedDocument } from '@timetable/formats/documents';
import { openLocalFile } from '@timetable/storage';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** One file of an academy, out of its archive. */
const MOST_BYTES = 64 * 1024 ** 3;

interface FeedDocuments {
  readonly documents: readonly ReceivedDocument[];
  close(): Promise<void>;
}

/**
 * The files of a folder, or those of an archive.
 * @throws RangeError, in French, for a path that cannot be read
 */
export async function openFeedDocuments(path: string): Promise<FeedDocuments> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => {
      throw new RangeError(`${path} ne peut pas être lu.`);
    },
  );
  const paths = isFolder ? (await readdir(path)).sort().map((name) => join(path, name)) : [path];
  const files = await Promise.all(
    paths
      .filter((name) => /\.(xml|zip)$/i.test(name))
      .map(async (name) => ({ name, file: await openLocalFile(name) })),
  );
  const documents: ReceivedDocument[] = [];
  for (const { name, file } of files) {
    const opened = await openReceived(file, { maxXmlBytes: MOST_BYTES });
    for (const document of opened.documents)
      documents.push(opened.isArchive ? document : { ...document, name: basename(name) });
  }
  return {
    documents,
    close: async () => {
      await Promise.all(files.map(({ file }) => file.close()));
    },
  };
}
