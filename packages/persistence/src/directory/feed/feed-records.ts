import type { FeedRecord } from '@timetable/domain';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../campus/campus.repository.js';
import type { QueryBuilder } from '../../query-builder.js';
import type { FeedFindings } from './staged-feed.js';

/** So many nights are remembered. */
const MOST_REMEMBERED = 100;

/** Remembers that a feed begins to come. @returns its id */
export async function beginFeed(query: QueryBuilder, { at, login }: Actor): Promise<string> {
  const id = randomUUID();
  const begun = { id, step: 'reading' as const, begunAt: at, begunBy: login };
  await query.insertInto('directoryFeed').values(begun).execute();
  await query
    .deleteFrom('directoryFeed')
    .where('id', 'in', (older) =>
      older.selectFrom('directoryFeed').select('id').orderBy('begunAt', 'desc').offset(MOST_REMEMBERED),
    )
    .where('id', 'not in', (staged) => staged.selectFrom('stagedFeed').select('id'))
    .execute();
  return id;
}

/** In the transaction that stages its rows: the feed that they replace is no longer there. */
export async function noteStaged(
  query: QueryBuilder,
  id: string,
  feed: { readonly isComplete: boolean; readonly stagedAt: Date },
  { people, elsewhere, unknownStructures, absent }: FeedFindings,
): Promise<void> {
  await query
    .updateTable('directoryFeed')
    .set({ step: 'replaced' })
    .where('step', 'in', ['staged', 'loading'])
    .execute();
  await query
    .updateTable('directoryFeed')
    .set({ step: 'staged', ...feed })
    .where('id', '=', id)
    .execute();
  await query
    .insertInto('stagedFeed')
    .values({ id, people, elsewhere, unknownStructures: [...unknownStructures], absent: [...absent] })
    .execute();
}

export async function noteFeed(
  query: QueryBuilder,
  id: string,
  change: Partial<Omit<FeedRecord, 'id' | 'begunAt' | 'begunBy'>>,
): Promise<void> {
  await query
    .updateTable('directoryFeed')
    .set({
      ...change,
      ...(change.report !== undefined && { report: jsonOf(change.report) }),
      ...(change.shown !== undefined && { shown: jsonOf(change.shown) }),
    })
    .where('id', '=', id)
    .execute();
}

/** Of one whose file never came: there is nothing to say. */
export async function forgetFeed(query: QueryBuilder, id: string): Promise<void> {
  await query.deleteFrom('directoryFeed').where('id', '=', id).execute();
}

/** What those that were killed left as if they were at work. Whoever calls has the turn: nobody is. */
export async function settleInterrupted(query: QueryBuilder): Promise<void> {
  await query
    .updateTable('directoryFeed')
    .set({ step: 'interrupted' })
    .where('step', 'in', ['reading', 'loading', 'staged'])
    .where((row) =>
      row.or([
        row('step', '=', 'reading'),
        row('id', 'not in', row.selectFrom('stagedFeed').select('stagedFeed.id')),
      ]),
    )
    .execute();
  await query.updateTable('directoryFeed').set({ step: 'staged' }).where('step', '=', 'loading').execute();
}

const jsonOf = <T>(value: T | null) => (value === null ? null : sql<T>`${JSON.stringify(value)}::jsonb`);
