import { withdrawMails } from '../outbox/withdraw-mails.js';
import type { Sql } from '../sql.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { closeSteps } from './close-steps.js';
import { announceStatus } from './import-event.js';
import { areTwins } from './twin-files.js';

/**
 * Older imports of the same target give way to one that has just passed validation: those that wait (for their turn, for
 * a decision, for an operator), and those whose workflow is lost, since only one holds the target's fence. What has
 * published stays, and a readable twin never replaces the good file beside it.
 */
export async function supersedeOlder(tx: Sql, importId: string, now: Date): Promise<void> {
  const older = await tx.rows<{ id: string }>(
    `SELECT older.id
       FROM import AS newer
       JOIN import AS older ON older.campus_code = newer.campus_code AND older.id <> newer.id
        AND older.establishment_id IS NOT DISTINCT FROM newer.establishment_id
        AND older.received_at <= newer.received_at
        AND older.status IN ('received', 'running', 'held', 'interrupted') AND older.published IS NULL
        AND NOT ${areTwins('newer', 'older')}
      WHERE newer.id = $1
      ORDER BY older.received_at, older.id
        FOR UPDATE OF older`,
    [importId],
  );
  const ids = older.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.run(
    `UPDATE import
        SET status = 'superseded', superseded_by = $2, ended_at = $3, next_actor = 'nobody',
            message_code = 'superseded', message = 'Un dépôt plus récent a remplacé celui-ci.'
      WHERE id = ANY ($1::uuid[])`,
    [ids, importId, now],
  );
  await closeSteps(tx, ids, 'skipped', now);
  await clearStaging(tx, ids);
  await withdrawMails(tx, ids);
  for (const id of ids) await announceStatus(tx, id, now);
}
