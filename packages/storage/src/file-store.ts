import type { Readable } from 'node:stream';

/** A stored file opened for reading at any position. Structurally the `ByteSource` that the format readers take. */
export interface StoredFile {
  readonly sizeBytes: number;
  /** Reads `length` bytes at `position`; fewer only where the file ends. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Gives the descriptor (and the temporary copy, if any) back. May be called twice. */
  close(): Promise<void>;
}

/** Bytes of a file from `start` to `end`, both included, as HTTP counts them. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface AdoptOptions {
  /**
   * Resolves once the file's bytes are on the disk: the caller syncs it, while its name is made durable, so that both
   * wait for the disk together. Absent: nobody has, the store does.
   */
  readonly synced?: Promise<void> | undefined;
}

/**
 * Where deposited files live. A file is first written to `spoolDirectory` under any name, then adopted under its key:
 * a key therefore never shows half a file, whatever crashes in between.
 */
export interface FileStore {
  /** Private directory for files being received; on the volume of the files where the store is a disk. */
  readonly spoolDirectory: string;
  /**
   * Takes over a complete spooled file: durable once the promise resolves, and gone from the spool. Replaces what the
   * key held. Done or failed within half a minute, however slow the storage: a client waits for the answer. After a
   * failure the key may hold the file nonetheless.
   *
   * @throws InvalidStorageKey
   */
  adopt(localPath: string, key: string, options?: AdoptOptions): Promise<void>;
  /** @throws StoredFileMissing */
  open(key: string): Promise<StoredFile>;
  /**
   * The file, or the bytes of it that are in the range, which has to be within the file.
   *
   * @throws StoredFileMissing before the first byte
   */
  stream(key: string, range?: ByteRange): Promise<Readable>;
  /** Deleting what is not there succeeds. */
  delete(key: string): Promise<void>;
  /**
   * Keys of files last written before an instant of the system's clock, for the sweeper to compare with what the
   * database knows.
   *
   * @param stop ends a listing that has to be waited for, which then throws its reason
   */
  keysOlderThan(before: Date, stop?: AbortSignal): AsyncIterable<string>;
  /** Removes what crashed uploads left in the spool before an instant of the system's clock. Returns how many. */
  sweepSpool(before: Date): Promise<number>;
  /** Resolves when files can be read and written; rejects with the cause. Leaves no trace. */
  check(): Promise<void>;
}
