import type { Sql } from '../sql.js';

/**
 * Leaves no step to come once nothing will run any more.
 *
 * @param running what becomes of a step that was running: `failed` after a technical failure
 */
export async function closeSteps(
  tx: Sql,
  importIds: readonly string[],
  running: 'skipped' | 'failed',
  now: Date,
): Promise<void> {
  await tx.run(
    `UPDATE import_step
        SET state = CASE WHEN state = 'running' THEN $2 ELSE 'skipped' END,
            ended_at = CASE WHEN state = 'running' THEN $3::timestamptz END
      WHERE import_id = ANY ($1::uuid[]) AND state IN ('pending', 'running')`,
    [importIds, running, now],
  );
}
