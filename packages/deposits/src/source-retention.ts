import { keptSince } from '@timetable/domain';
import type { ExpiredSource } from '@timetable/persistence';
import type { FileStore } from '@timetable/storage';

const BATCH = 100;

export interface ExpiredSources {
  /** Oldest first; never those that an import may still ask for. */
  expired(before: Date, limit: number): Promise<readonly ExpiredSource[]>;
  /** The live events of its import go with it. */
  markDeleted(id: string, at: Date): Promise<void>;
}

/**
 * Deletes deposited files after some days: they hold birth dates and addresses that nothing needs any more. The file goes
 * before the mark, so that a crash in between leaves it to be done again, never a file nobody remembers.
 */
export class SourceRetention {
  constructor(
    private readonly sources: ExpiredSources,
    private readonly files: Pick<FileStore, 'delete'>,
    private readonly clock: { now(): Date },
    private readonly retentionDays: number,
  ) {}

  /** One batch. */
  async sweep(): Promise<{ readonly deleted: number; readonly hasMore: boolean }> {
    const now = this.clock.now();
    const expired = await this.sources.expired(keptSince(now, this.retentionDays), BATCH);
    for (const { id, storageKey } of expired) {
      await this.files.delete(storageKey);
      await this.sources.markDeleted(id, now);
    }
    return { deleted: expired.length, hasMore: expired.length === BATCH };
  }
}
