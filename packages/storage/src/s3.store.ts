import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { S3Driver } from 'flydrive/drivers/s3';
import { StorageTransferIncomplete, StoredFileMissing } from './errors.js';
import type { FileStore, StoredFile } from './file-store.js';
import { openLocalFile } from './local-file.js';
import { makePrivateDirectory, sweepDirectory } from './spool.js';
import { assertStorageKey, isStorageKey } from './storage-key.js';

export interface BucketLocation {
  readonly bucket: string;
  /** Base URL of an S3-compatible server; Amazon's own when undefined. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** The SDK's usual chain (instance or pod role) when undefined. */
  readonly credentials:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | undefined;
}

/** Files in an S3-compatible bucket. Opening one copies it to the spool first: archives are read from their end. */
export class S3Store implements FileStore {
  readonly spoolDirectory: string;
  private readonly driver: S3Driver;

  constructor({ bucket, endpoint, region, credentials }: BucketLocation) {
    this.spoolDirectory = join(tmpdir(), `timetable-spool-${userInfo().username}`);
    makePrivateDirectory(this.spoolDirectory);
    this.driver = new S3Driver({
      bucket,
      region,
      visibility: 'private',
      // Buckets are private by policy; many S3-compatible servers know no ACL.
      supportsACL: false,
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials === undefined ? {} : { credentials }),
      // Several S3-compatible servers refuse the SDK's default trailing checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
    });
  }

  async adopt(localPath: string, key: string): Promise<void> {
    assertStorageKey(key);
    const { size } = await stat(localPath);
    await this.driver.putStream(key, createReadStream(localPath), {
      contentLength: size,
      contentType: 'application/octet-stream',
    });
    await rm(localPath, { force: true });
  }

  async open(key: string): Promise<StoredFile> {
    const sizeBytes = await this.sizeOf(key);
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

  async stream(key: string): Promise<Readable> {
    assertStorageKey(key);
    try {
      return await this.driver.getStream(key);
    } catch (error) {
      throw isNotFound(error) ? new StoredFileMissing(key, { cause: error }) : error;
    }
  }

  async delete(key: string): Promise<void> {
    assertStorageKey(key);
    await this.driver.delete(key);
  }

  async exists(key: string): Promise<boolean> {
    assertStorageKey(key);
    return this.driver.exists(key);
  }

  async *keysOlderThan(before: Date): AsyncIterable<string> {
    let paginationToken: string | undefined;
    do {
      const page = await this.driver.listAll('/', {
        recursive: true,
        ...(paginationToken === undefined ? {} : { paginationToken }),
      });
      for (const file of page.objects) {
        if (!file.isFile || !isStorageKey(file.key)) continue;
        const { lastModified } = await file.getMetaData();
        if (lastModified < before) yield file.key;
      }
      paginationToken = page.paginationToken;
    } while (paginationToken !== undefined);
  }

  sweepSpool(before: Date): Promise<number> {
    return sweepDirectory(this.spoolDirectory, before);
  }

  /** Listing one object proves the address, the bucket and the credentials at once. */
  async check(): Promise<void> {
    await this.driver.listAll('/', { recursive: true, maxResults: 1 });
  }

  private async sizeOf(key: string): Promise<number> {
    assertStorageKey(key);
    try {
      return (await this.driver.getMetaData(key)).contentLength;
    } catch (error) {
      throw isNotFound(error) ? new StoredFileMissing(key, { cause: error }) : error;
    }
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

function isNotFound(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return false;
  const metadata = error.$metadata;
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata &&
    metadata.httpStatusCode === 404
  );
}
