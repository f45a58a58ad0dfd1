import { makeFolder, makePrivateFolder } from '@timetable/folders';
import { constants } from 'node:fs';
import { access, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { isErrno } from './errno.js';
import { StoredFileMissing } from './errors.js';
import { DirectorySync, syncToDisk } from './directory-sync.js';
import type { AdoptOptions, ByteRange, FileStore, StoredFile } from './file-store.js';
import { openLocalFile } from './local-file.js';
import { sweepDirectory } from './spool-directory.js';
import { assertStorageKey, isStorageKey } from './storage-key.js';

/**
 * Files in a directory, shared by every process of the installation. Written on `node:fs`: storage libraries neither sync
 * to the disk nor read at a position.
 */
export class DiskStore implements FileStore {
  readonly spoolDirectory: string;
  private readonly root: string;
  private readonly directories = new DirectorySync();

  constructor(directory: string) {
    this.root = resolve(directory);
    makeFolder(this.root, { setting: 'STORAGE_URL' });
    // Inside the root: a rename is atomic only within one volume.
    this.spoolDirectory = join(this.root, '.spool');
    makePrivateFolder(this.spoolDirectory, 'STORAGE_URL');
  }

  async adopt(localPath: string, key: string, { synced }: AdoptOptions = {}): Promise<void> {
    const path = this.pathOf(key);
    if (synced === undefined) await syncToDisk(localPath);
    try {
      await rename(localPath, path);
    } catch (error) {
      if (!isErrno(error, 'ENOENT')) throw error;
      await this.makeShard(dirname(path));
      await rename(localPath, path);
    }
    // A rename is durable once its directory is. Until both are, nobody was told of the key.
    await Promise.all([synced, this.directories.sync(dirname(path))]);
  }

  /** The first file of a month. A new directory is durable once its parent is. */
  private async makeShard(shard: string): Promise<void> {
    makeFolder(shard);
    for (let directory = dirname(shard); directory.startsWith(this.root); directory = dirname(directory)) {
      await this.directories.sync(directory);
    }
  }

  async open(key: string): Promise<StoredFile> {
    const path = this.pathOf(key);
    try {
      return await openLocalFile(path);
    } catch (error) {
      throw isErrno(error, 'ENOENT') ? new StoredFileMissing(key, { cause: error }) : error;
    }
  }

  async stream(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.pathOf(key);
    try {
      const handle = await open(path, 'r');
      return handle.createReadStream(range);
    } catch (error) {
      throw isErrno(error, 'ENOENT') ? new StoredFileMissing(key, { cause: error }) : error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *keysOlderThan(before: Date): AsyncIterable<string> {
    // Month by month: the listing held in memory stays that of one directory.
    for (const year of await subdirectories(this.root)) {
      for (const month of await subdirectories(join(this.root, year))) {
        for (const name of await readdir(join(this.root, year, month))) {
          const path = join(this.root, year, month, name);
          const key = relative(this.root, path).split(sep).join('/');
          if (isStorageKey(key) && (await lastWritten(path)) < before) yield key;
        }
      }
    }
  }

  sweepSpool(before: Date): Promise<number> {
    return sweepDirectory(this.spoolDirectory, before);
  }

  async check(): Promise<void> {
    await access(this.root, constants.R_OK | constants.W_OK | constants.X_OK);
    await access(this.spoolDirectory, constants.R_OK | constants.W_OK | constants.X_OK);
  }

  private pathOf(key: string): string {
    assertStorageKey(key);
    return join(this.root, ...key.split('/'));
  }
}

async function subdirectories(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && /^\d+$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** The end of time for a file deleted meanwhile: it is nobody's orphan any more. */
async function lastWritten(path: string): Promise<Date> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return new Date(8.64e15);
    throw error;
  }
}
