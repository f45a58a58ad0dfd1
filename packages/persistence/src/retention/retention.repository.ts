import type { ExpiringRows, RetentionKind } from '@timetable/domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';
import { DirectoryFeedRepository } from '../directory/feed/directory-feed.repository.js';
import type { QueryBuilder } from '../query-builder.js';
import { eraseOldestPersonalData } from '../vie-scolaire/erase-personal-data.js';
import { eraseOldestPlan } from '../vie-scolaire/erase-plan.js';

/** Deletes what has been kept long enough, a little at a time: no transaction is long, and what one did stays done. */
export class RetentionRepository {
  readonly #database: Database;
  readonly #feeds: DirectoryFeedRepository;

  constructor(database: Database) {
    this.#database = database;
    this.#feeds = new DirectoryFeedRepository(database);
  }

  /**
   * Rows that are older, at most so many of them.
   *
   * @returns how many were deleted
   */
  async deleteExpired(kind: ExpiringRows, before: Date, limit: number): Promise<number> {
    const feeds = kind === 'directory-uploads' ? await this.#feeds.dropStagedBefore(before) : 0;
    const { numDeletedRows } = await deletion(
      this.#database.query,
      kind,
      before,
      limit,
    ).executeTakeFirstOrThrow();
    return Number(numDeletedRows) + feeds;
  }

  /** One import's plan rows and problems one by one. @returns false when none is left */
  eraseOldestPlan(endedBefore: Date, now: Date): Promise<boolean> {
    return this.#database.transaction((tx) => eraseOldestPlan(tx, endedBefore, now));
  }

  /**
   * What names people in one import, and in the matches that it saw last.
   *
   * @param yearEndedBy local date: school years that ended on it or before are due
   * @returns false when none is left
   */
  eraseOldestPersonalData(yearEndedBy: string, now: Date): Promise<boolean> {
    return this.#database.transaction((tx) => eraseOldestPersonalData(tx, yearEndedBy, now));
  }

  /** What a run deleted, for operators. */
  async noteRun(kind: RetentionKind, deleted: number, now: Date): Promise<void> {
    await this.#database.query
      .insertInto('retentionRun')
      .values({ kind, ranAt: now, deleted, deletedTotal: deleted })
      .onConflict((former) =>
        former.column('kind').doUpdateSet((run) => ({
          ranAt: now,
          deleted,
          deletedTotal: sql<number>`${run.ref('retentionRun.deletedTotal')} + ${deleted}`,
        })),
      )
      .execute();
  }
}

function deletion(query: QueryBuilder, kind: ExpiringRows, before: Date, limit: number) {
  switch (kind) {
    case 'outbox':
      return query
        .deleteFrom('outbox')
        .where('id', 'in', (old) =>
          old.selectFrom('outbox').select('id').where('doneAt', '<', before).orderBy('doneAt').limit(limit),
        );
    case 'abandoned-deposits':
      return query
        .deleteFrom('abandonedDeposit')
        .where('id', 'in', (old) =>
          old.selectFrom('abandonedDeposit').select('id').where('abandonedAt', '<', before).limit(limit),
        );
    case 'events':
      return query
        .deleteFrom('importEvent')
        .where('id', 'in', (old) =>
          old.selectFrom('importEvent').select('id').where('at', '<', before).orderBy('at').limit(limit),
        );
    case 'notifications':
      return query
        .deleteFrom('notification')
        .where('id', 'in', (old) =>
          old
            .selectFrom('notification')
            .select('id')
            .where('createdAt', '<', before)
            .orderBy('createdAt')
            .limit(limit),
        );
    case 'sessions':
      return query
        .deleteFrom('accountSession')
        .where('id', 'in', (old) =>
          old.selectFrom('accountSession').select('id').where('expiresAt', '<', before).limit(limit),
        );
    case 'directory-uploads':
      return query
        .deleteFrom('directoryUpload')
        .where('id', 'in', (old) =>
          old
            .selectFrom('directoryUpload')
            .select('id')
            .where('receivedAt', '<', before)
            .orderBy('receivedAt')
            .limit(limit),
        );
    case 'audit':
      return query
        .deleteFrom('audit')
        .where('id', 'in', (old) =>
          old.selectFrom('audit').select('id').where('at', '<', before).orderBy('at').limit(limit),
        );
  }
}
