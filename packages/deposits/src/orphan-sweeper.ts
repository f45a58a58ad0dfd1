import type { FileStore } from '@timetable/storage';

export interface KnownKeys {
  knownStorageKeys(keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/** No upload takes this long between the last byte of its file and the commit of its row. */
const GRACE_MS = 60 * 60_000;
const BATCH = 500;

/**
 * Removes stored files that belong to no deposit: what a process killed between storing and recording leaves. System
 * time, not the business clock: it is compared with the files' own dates.
 */
export class OrphanSweeper {
  constructor(
    private readonly files: Pick<FileStore, 'keysOlderThan' | 'delete'>,
    private readonly records: KnownKeys,
  ) {}

  /**
   * Returns how many files were removed.
   *
   * @param end stops it between two files; what it throws then is the signal's reason
   */
  async sweep(now: Date, end: AbortSignal): Promise<number> {
    let swept = 0;
    let batch: string[] = [];
    for await (const key of this.files.keysOlderThan(new Date(now.getTime() - GRACE_MS), end)) {
      end.throwIfAborted();
      batch.push(key);
      if (batch.length < BATCH) continue;
      swept += await this.#sweepBatch(batch, end);
      batch = [];
    }
    return swept + (await this.#sweepBatch(batch, end));
  }

  async #sweepBatch(keys: readonly string[], end: AbortSignal): Promise<number> {
    if (keys.length === 0) return 0;
    const known = await this.records.knownStorageKeys(keys);
    const orphans = keys.filter((key) => !known.has(key));
    for (const key of orphans) {
      end.throwIfAborted();
      await this.files.delete(key);
    }
    return orphans.length;
  }
}
