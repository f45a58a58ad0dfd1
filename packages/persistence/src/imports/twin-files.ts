import {
  EDT_EXPORT_NAME,
  PRONOTE_DUPLICATE_MINUTES,
  PRONOTE_DUPLICATE_NAME,
  rejectionMessage,
  STANDS_FOR_NOTHING,
  type StepResult,
} from '@timetable/domain';
import { withdrawMails } from '../outbox/withdraw-mails.js';
import type { Sql } from '../sql.js';
import { announceStatus, finishStep } from './import-event.js';
import type { GoodTwin } from './import-records.js';

/** SQL of the domain's `isPronoteDuplicateOf(twin, good)`; both are imports. */
export const areTwins = (twin: string, good: string): string =>
  `(${twin}.file_name ~* '${PRONOTE_DUPLICATE_NAME}'
    AND ${good}.file_name ~* '${EDT_EXPORT_NAME}' AND ${good}.file_name !~* '${PRONOTE_DUPLICATE_NAME}'
    AND ${good}.campus_code = ${twin}.campus_code
    AND ${good}.establishment_id IS NOT DISTINCT FROM ${twin}.establishment_id
    AND ${good}.received_at BETWEEN ${twin}.received_at - interval '${PRONOTE_DUPLICATE_MINUTES} minutes'
                                AND ${twin}.received_at + interval '${PRONOTE_DUPLICATE_MINUTES} minutes')`;

/** The good file beside a twin, be it still waiting, if it `standsForDuplicate`. */
export async function findGoodTwin(sql: Sql, importId: string): Promise<GoodTwin | undefined> {
  const good = await sql.first<{ sha256: string | null }>(
    `SELECT good.timetable_sha256 AS sha256
       FROM import AS twin JOIN import AS good ON ${areTwins('twin', 'good')}
      WHERE twin.id = $1
        AND (good.status <> ALL ($2::text[])
             OR (good.status = 'ignored' AND good.message_code = 'same_content'))
      ORDER BY abs(extract(epoch FROM good.received_at - twin.received_at)), good.id
      LIMIT 1`,
    [importId, STANDS_FOR_NOTHING],
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
