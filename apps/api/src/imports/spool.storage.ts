import type { FileStore } from '@timetable/storage';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A received file, complete in the spool, not yet a deposit. */
export interface SpooledFile extends Express.Multer.File {
  /** Of its bytes, lower-case hexadecimal. */
  sha256: string;
}

/** Streams an uploaded file into the store's spool, hashing on the way: memory does not grow with the file. */
export class SpoolStorage implements StorageEngine {
  readonly #files: FileStore;

  constructor(files: FileStore) {
    this.#files = files;
  }

  _handleFile(
    _request: Request,
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<SpooledFile>) => void,
  ): void {
    const path = join(this.#files.spoolDirectory, `upload-${randomUUID()}`);
    this.#receive(file, path).then(
      (info) => {
        done(null, info);
      },
      (error: unknown) => {
        // Multer only removes what it was told of.
        void rm(path, { force: true }).then(() => {
          done(error);
        });
      },
    );
  }

  _removeFile(_request: Request, file: Express.Multer.File, done: (error: Error | null) => void): void {
    rm(file.path, { force: true }).then(
      () => {
        done(null);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  async #receive(file: Express.Multer.File, path: string): Promise<Partial<SpooledFile>> {
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        hash.update(chunk);
        size += chunk.length;
        next(null, chunk);
      },
    });
    await pipeline(file.stream, measure, createWriteStream(path, { mode: 0o600 }));
    return { path, size, sha256: hash.digest('hex') };
  }
}
