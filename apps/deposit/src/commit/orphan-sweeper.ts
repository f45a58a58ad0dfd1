import type { FileStore } from '@timetable/storage';

export interface KnownKeys {
  knownStorageKeys(keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/** No upload takes this long between the last byte of its file and the commit of its row. */
const GRACE_MS = 60 * 60_000;
const SPOOL_LIFE_MS = 25 * 60 * 60_000;
const BATCH = 500;

/**
 * Removes stored files that belong to no deposit: what a process killed between storing and recording leaves. System
 * time, not the business clock: it is compared with the files' own dates.
 */
export class OrphanSweeper {
  constructor(
    private readonly files: FileStore,
    private readonly records: KnownKeys,
  ) {}

  /** Returns how many files were removed. */
  async sweep(now: Date): Promise<number> {
    await this.files.sweepSpool(new Date(now.getTime() - SPOOL_LIFE_MS));
    let swept = 0;
    let batch: string[] = [];
    for await (const key of this.files.keysOlderThan(new Date(now.getTime() - GRACE_MS))) {
      batch.push(key);
      if (batch.length < BATCH) continue;
      swept += await this.#sweepBatch(batch);
      batch = [];
    }
    return swept + (await this.#sweepBatch(batch));
  }

  async #sweepBatch(keys: readonly string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const known = await this.records.knownStorageKeys(keys);
    const orphans = keys.filter((key) => !known.has(key));
    for (const key of orphans) await this.files.delete(key);
    return orphans.length;
  }
}
