import { SUPERSEDABLE_STATUSES, SUPERSEDED_MESSAGE } from '@timetable/domain';
import { withdrawMails } from '../outbox/withdraw-mails.js';
import type { Sql } from '../sql.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { closeSteps } from './close-steps.js';
import { announceStatus } from './import-event.js';
import { areTwins } from './twin-files.js';

/** Ends the older imports that give way to one that has just passed validation: SQL of the domain's `isSupersededBy`. */
export async function supersedeOlder(tx: Sql, importId: string, now: Date): Promise<void> {
  const older = await tx.rows<{ id: string }>(
    `SELECT older.id
       FROM import AS newer
       JOIN import AS older ON older.campus_code = newer.campus_code AND older.id <> newer.id
        AND older.establishment_id IS NOT DISTINCT FROM newer.establishment_id
        AND older.received_at <= newer.received_at
        AND older.status = ANY ($2::text[]) AND older.published IS NULL
        AND NOT ${areTwins('newer', 'older')}
      WHERE newer.id = $1
      ORDER BY older.received_at, older.id
        FOR UPDATE OF older`,
    [importId, SUPERSEDABLE_STATUSES],
  );
  const ids = older.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.run(
    `UPDATE import
        SET status = 'superseded', superseded_by = $2, ended_at = $3, next_actor = 'nobody',
            message_code = 'superseded', message = $4
      WHERE id = ANY ($1::uuid[])`,
    [ids, importId, now, SUPERSEDED_MESSAGE],
  );
  await closeSteps(tx, ids, 'skipped', now);
  await clearStaging(tx, ids);
  await withdrawMails(tx, ids);
  for (const id of ids) await announceStatus(tx, id, now);
}
