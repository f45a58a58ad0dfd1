// Files that a build writes, several of which may run at once, and the times by which it knows what is stale.
import { rename, stat, utimes, writeFile } from 'node:fs/promises';

/** In milliseconds; 0 when there is no such file. */
export const mtime = async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;

/** Any other time, older ones included (a restored copy, another branch), is not the same. */
export const isOfTime = async (file, time) => Math.abs((await mtime(file)) - time) < 1;

/** Written beside and renamed. @param time of its source, which it then carries */
export async function replace(path, content, time) {
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, content);
  if (time !== undefined) await utimes(partial, time / 1000, time / 1000);
  await rename(partial, path);
}
