import { openLocalFile } from '@timetable/storage';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

type LocalFile = Awaited<ReturnType<typeof openLocalFile>>;

interface FeedFiles {
  readonly files: readonly { readonly name: string; readonly source: LocalFile }[];
  readonly close: () => Promise<void>;
}

/**
 * The files of a folder, or the one that is named.
 * @throws RangeError, in French, for a path that cannot be read
 */
export async function openFeedFiles(path: string): Promise<FeedFiles> {
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
      .map(async (name) => ({ name: basename(name), source: await openLocalFile(name) })),
  );
  return {
    files,
    close: async () => {
      await Promise.all(files.map(({ source }) => source.close()));
    },
  };
}
