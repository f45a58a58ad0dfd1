import { makePrivateFolder } from '@timetable/folders';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Bucket, BucketLimits, BucketLocation } from './bucket.js';
import { isNotFound } from './bucket-refusal.js';
import { StorageTransferIncomplete, StoredFileMissing } from './errors.js';
import type { ByteRange, FileStore, StoredFile } from './file-store.js';
import { openLocalFile } from './local-file.js';
import { sweepDirectory } from './spool-directory.js';
import { assertStorageKey, isStorageKey } from './storage-key.js';

/** Files in an S3-compatible bucket. Opening one copies it to the spool first: archives are read from their end. */
export class S3Store implements FileStore {
  readonly spoolDirectory: string;
  /** The SDK takes 30 MB and a tenth of a second to load: whoever keeps files on a disk goes without. */
  private readonly bucket: Promise<Bucket>;

  constructor(location: BucketLocation, limits?: BucketLimits) {
    this.spoolDirectory = join(tmpdir(), `timetable-spool-${userInfo().username}`);
    makePrivateFolder(this.spoolDirectory, 'TMPDIR');
    this.bucket = import('./bucket.js').then(({ Bucket }) => new Bucket(location, limits));
  }

  async adopt(localPath: string, key: string): Promise<void> {
    assertStorageKey(key);
    await (await this.bucket).upload(localPath, key);
    await rm(localPath, { force: true });
  }

  async open(key: string): Promise<StoredFile> {
    assertStorageKey(key);
    const sizeBytes = await found(key, (await this.bucket).sizeOf(key));
    const copy = join(this.spoolDirectory, randomUUID());
    const removeCopy = (): Promise<void> => rm(copy, { force: true });
    try {
      await pipeline(
        await this.stream(key),
        exactly(key, sizeBytes),
        createWriteStream(copy, { mode: 0o600 }),
      );
      return await openLocalFile(copy, removeCopy);
    } catch (error) {
      await removeCopy();
      throw error;
    }
  }

  async stream(key: string, range?: ByteRange): Promise<Readable> {
    assertStorageKey(key);
    const { body, sizeBytes } = await found(key, (await this.bucket).download(key, range));
    if (range === undefined) return body;
    const wantedBytes = range.end - range.start + 1;
    if (sizeBytes === wantedBytes) return body;
    body.destroy();
    // The whole object, from a server that knows no ranges, or a shorter one than the range.
    throw new StorageTransferIncomplete(key, wantedBytes, sizeBytes ?? 0);
  }

  async delete(key: string): Promise<void> {
    assertStorageKey(key);
    await (await this.bucket).delete(key);
  }

  async *keysOlderThan(before: Date, stop?: AbortSignal): AsyncIterable<string> {
    for await (const { key, lastModified } of (await this.bucket).list(stop)) {
      if (isStorageKey(key) && lastModified < before) yield key;
    }
  }

  sweepSpool(before: Date): Promise<number> {
    return sweepDirectory(this.spoolDirectory, before);
  }

  async check(): Promise<void> {
    await (await this.bucket).check();
  }
}

/** @throws StoredFileMissing in place of the bucket's own « not found » */
async function found<T>(key: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isNotFound(error) ? new StoredFileMissing(key, { cause: error }) : error;
  }
}

/** Bounds the copy by the size announced, and refuses a shorter one: half a file must not pass for a whole one. */
function exactly(key: string, sizeBytes: number): Transform {
  let received = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > sizeBytes) done(new StorageTransferIncomplete(key, sizeBytes, received));
      else done(null, chunk);
    },
    flush(done) {
      done(received === sizeBytes ? null : new StorageTransferIncomplete(key, sizeBytes, received));
    },
  });
}
