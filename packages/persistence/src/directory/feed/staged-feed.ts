import type { FeedReport } from '@timetable/domain';
import { randomUUID } from 'node:crypto';
import type { Sql } from '../../sql.js';
import type { Transaction } from '../../transaction.js';

/** A feed that has been read: its rows wait until somebody has them loaded, or drops them. */
export interface StagedFeed extends Pick<
  FeedReport,
  'people' | 'elsewhere' | 'unknownStructures' | 'absent'
> {
  readonly id: string;
  /** What people call it. */
  readonly fileName: string;
  readonly isComplete: boolean;
  readonly stagedAt: Date;
  /** Login. */
  readonly stagedBy: string;
}

/** With the rows themselves, in one transaction. @returns its id */
export async function noteStagedFeed(
  { query }: Transaction,
  { unknownStructures, absent, ...feed }: Omit<StagedFeed, 'id'>,
): Promise<string> {
  const id = randomUUID();
  await query
    .insertInto('stagedFeed')
    .values({ id, ...feed, unknownStructures: [...unknownStructures], absent: [...absent] })
    .execute();
  return id;
}

/** All that is staged goes: at once, however much it is. */
export async function emptyStaging(sql: Sql): Promise<void> {
  await sql.run('TRUNCATE feed_person, feed_class, feed_campus, staged_feed');
}
