import { announceStatus } from '../imports/import-event.js';
import { enqueueRound } from '../outbox/outbox.repository.js';
import { withdrawMails } from '../outbox/withdraw-mails.js';
import type { Sql } from '../sql.js';

/**
 * Sends an import through the workflow once more; what its mails not yet sent say is no longer so. Returns the number of
 * its new round.
 */
export async function requeue(
  tx: Sql,
  importId: string,
  options: { readonly priority: number; readonly approvedPlanHash?: string },
  at: Date,
): Promise<number> {
  const queued = await tx.first<{ campusCode: string; round: number }>(
    `UPDATE import
        SET status = 'received', round = round + 1, approved_plan_hash = $2, ended_at = NULL, next_actor = 'nobody',
            message_code = NULL, message = NULL
      WHERE id = $1 RETURNING campus_code AS "campusCode", round`,
    [importId, options.approvedPlanHash ?? null],
  );
  if (queued === undefined) throw new Error(`There is no import ${importId}.`);
  await withdrawMails(tx, [importId]);
  await enqueueRound(tx, { importId, ...queued, ...options });
  await announceStatus(tx, importId, at);
  return queued.round;
}

/** Has the plans of the campus's held imports computed again. Returns their ids. */
export async function replanHeldImports(tx: Sql, campusCode: string, at: Date): Promise<string[]> {
  const held = await tx.rows<{ id: string }>(
    `SELECT id FROM import WHERE campus_code = $1 AND status = 'held' ORDER BY received_at, id FOR UPDATE`,
    [campusCode],
  );
  for (const { id } of held) await requeue(tx, id, { priority: 1 }, at);
  return held.map(({ id }) => id);
}
