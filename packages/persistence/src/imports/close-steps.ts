import type { StepState } from '@timetable/domain';
import { sql } from 'kysely';
import type { Transaction } from '../transaction.js';

/**
 * Leaves no step to come once nothing will run any more.
 *
 * @param running what becomes of a step that was running: `failed` after a technical failure
 */
export async function closeSteps(
  { query }: Transaction,
  importIds: readonly string[],
  running: 'skipped' | 'failed',
  now: Date,
): Promise<void> {
  await query
    .updateTable('importStep')
    .set((open) => ({
      state: sql<StepState>`case ${open.ref('state')} when 'running' then ${running} else 'skipped' end`,
      endedAt: sql<Date | null>`case ${open.ref('state')} when 'running' then ${now}::timestamptz end`,
    }))
    .where('importId', 'in', importIds)
    .where('state', 'in', ['running', 'pending'])
    .execute();
}
