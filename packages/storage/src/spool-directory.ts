import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno } from './errno.js';

/** Removes files last written before an instant. Returns how many. */
export async function sweepDirectory(directory: string, before: Date): Promise<number> {
  let swept = 0;
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (!(await isOlder(path, before))) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept;
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  try {
    const entry = await stat(path);
    return entry.isFile() && entry.mtime < before;
  } catch (error) {
    // An upload that ended meanwhile took its file away.
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
