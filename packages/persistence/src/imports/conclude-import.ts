import type { ImportRun, Conclusion, ConclusionMail } from '@timetable/domain';
import type { Sql } from '../sql.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { closeSteps } from './close-steps.js';
import { FencedError, lockOwnFence, releaseFence } from './fence.js';
import { announceStatus } from './import-event.js';

import { areTwins } from './twin-files.js';

/** Channel on which mails to send are announced. */
export const NOTIFICATION_CHANNEL = 'notification';

/** Body of `ImportRepository.conclude`, inside its transaction. */
export async function concludeImport(
  tx: Sql,
  run: ImportRun,
  conclusion: Conclusion,
  now: Date,
): Promise<void> {
  if (!(await lockOwnFence(tx, run))) throw new FencedError(run);
  const concluded = await tx.run(
    `UPDATE import
        SET status = $3, ended_at = CASE WHEN $3 = 'held' THEN NULL ELSE $4::timestamptz END, next_actor = $5,
            message_code = $6, message = $7, plan_versions = coalesce($8, plan_versions)
      WHERE id = $1 AND round = $2 AND status = 'running'`,
    [
      run.importId,
      run.round,
      conclusion.outcome,
      now,
      conclusion.nextActor,
      conclusion.messageCode ?? null,
      conclusion.message ?? null,
      conclusion.planVersions ?? null,
    ],
  );
  // Not running: an earlier attempt concluded, and its answer was lost.
  if (concluded === 0) return;

  // The steps and the staging of a held import wait for its decision.
  if (conclusion.outcome !== 'held') {
    await closeSteps(tx, [run.importId], conclusion.outcome === 'interrupted' ? 'failed' : 'skipped', now);
    await clearStaging(tx, [run.importId]);
  }
  await announceStatus(tx, run.importId, now);
  if (conclusion.notify !== undefined && conclusion.mail !== undefined) {
    await queueMails(tx, run.importId, conclusion.notify, conclusion.mail, now);
  }
  await releaseFence(tx, run, now);
}

/**
 * One mail per deposit account of the campus that asked for them and whose user is still there. None about the rejection
 * of a twin: the good file beside it is imported, or has a mail of its own.
 */
async function queueMails(
  tx: Sql,
  importId: string,
  kind: string,
  mail: ConclusionMail,
  now: Date,
): Promise<void> {
  await tx.run(
    `INSERT INTO notification (kind, campus_code, import_id, recipient_login, recipient_email, subject, text_body,
                               html_body, dedupe_key, next_try_at)
     SELECT $2, import.campus_code, import.id, account.login, ent_user.email, $3, $4, $5, $6 || '/' || account.login,
            -- Technical times are the database's own, whatever the business clock says.
            now() + greatest($7::timestamptz - $8::timestamptz, interval '0')
       FROM import
       JOIN deposit_account AS account ON account.campus_code = import.campus_code
        AND account.notify AND account.deleted_at IS NULL
       JOIN ent_user ON ent_user.campus_code = account.campus_code AND ent_user.ent_id = account.user_ent_id
        AND ent_user.present
      WHERE import.id = $1
        AND NOT (import.status = 'rejected'
                 AND EXISTS (SELECT FROM import AS good
                              WHERE ${areTwins('import', 'good')} AND good.status <> 'cancelled'))
     ON CONFLICT (dedupe_key) DO NOTHING`,
    [importId, kind, mail.subject, mail.text, mail.html, mail.dedupeScope, mail.notBefore ?? now, now],
  );
  await tx.run(`SELECT pg_notify('${NOTIFICATION_CHANNEL}', '')`);
}
