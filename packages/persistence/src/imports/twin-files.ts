import { rejectionMessage, TWIN_WINDOW_MINUTES, type StepResult } from '@timetable/domain';
import { withdrawMails } from '../outbox/withdraw-mails.js';
import type { Sql } from '../sql.js';
import { announceStatus, finishStep } from './import-event.js';
import type { GoodTwin } from './import-records.js';

/**
 * SQL: both are imports, and `good` is the `EDT_…` file deposited at the same place as the `EDT_PRONOTE…` one called
 * `twin`, at most two minutes before or after it.
 */
export const areTwins = (twin: string, good: string): string =>
  `(${twin}.file_name ILIKE 'EDT\\_PRONOTE%'
    AND ${good}.file_name ILIKE 'EDT\\_%' AND ${good}.file_name NOT ILIKE 'EDT\\_PRONOTE%'
    AND ${good}.campus_code = ${twin}.campus_code
    AND ${good}.establishment_id IS NOT DISTINCT FROM ${twin}.establishment_id
    AND ${good}.received_at BETWEEN ${twin}.received_at - interval '${TWIN_WINDOW_MINUTES} minutes'
                                AND ${twin}.received_at + interval '${TWIN_WINDOW_MINUTES} minutes')`;

/** The good file beside a twin, be it still waiting; not one that was rejected, cancelled, or is nothing itself. */
export async function findGoodTwin(sql: Sql, importId: string): Promise<GoodTwin | undefined> {
  const good = await sql.first<{ sha256: string | null }>(
    `SELECT good.timetable_sha256 AS sha256
       FROM import AS twin JOIN import AS good ON ${areTwins('twin', 'good')}
      WHERE twin.id = $1
        AND (good.status NOT IN ('rejected', 'cancelled', 'ignored')
             OR (good.status = 'ignored' AND good.message_code = 'same_content'))
      ORDER BY abs(extract(epoch FROM good.received_at - twin.received_at)), good.id
      LIMIT 1`,
    [importId],
  );
  return good && { timetableSha256: good.sha256 ?? undefined };
}

/**
 * What a file that has been validated means for twins that came before it. Good, it makes those that were rejected
 * `ignored`: their rejection was no news. Bad, its own mail tells the school. Either way theirs, not yet sent, is not.
 */
export async function settleTwins(
  tx: Sql,
  importId: string,
  { isGood }: { readonly isGood: boolean },
  now: Date,
): Promise<void> {
  const twins = await tx.rows<{ id: string; counts: StepResult['counts'] | null }>(
    `SELECT twin.id, step.counts
       FROM import AS good
       JOIN import AS twin ON ${areTwins('twin', 'good')}
       LEFT JOIN import_step AS step ON step.import_id = twin.id AND step.step = 'validation'
      WHERE good.id = $1 AND twin.status = 'rejected'
      ORDER BY twin.id
        FOR UPDATE OF twin`,
    [importId],
  );
  await withdrawMails(
    tx,
    twins.map(({ id }) => id),
  );
  if (!isGood) return;
  const message = rejectionMessage('twin_file');
  for (const { id, counts } of twins) {
    await tx.run(
      `UPDATE import SET status = 'ignored', message_code = 'twin_file', message = $2, next_actor = 'nobody'
        WHERE id = $1`,
      [id, message],
    );
    await finishStep(tx, id, 'validation', { state: 'skipped', counts: counts ?? {}, message }, now);
    await announceStatus(tx, id, now);
  }
}
