import { lstatSync, mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { isErrno } from './errno.js';

/**
 * Makes a directory only we can read: uploads hold personal data before anything is known about them.
 *
 * @throws Error when something else than our own directory is there (`/tmp` is everybody's)
 */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const entry = lstatSync(directory);
  const uid = userInfo().uid;
  if (!entry.isDirectory() || (uid >= 0 && entry.uid !== uid)) {
    throw new Error(`${directory} is not a directory of this process's user: set TMPDIR to a private one`);
  }
}

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
