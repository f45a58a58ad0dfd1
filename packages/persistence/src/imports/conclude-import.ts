import type { ImportRun } from '@timetable/domain';
import type { Sql } from '../sql.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { FencedError, lockOwnFence, releaseFence } from './fence.js';
import { announceStatus } from './import-event.js';
import type { Conclusion, ConclusionMail } from './import-records.js';

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

  await closeSteps(tx, run.importId, conclusion.outcome, now);
  await announceStatus(tx, run.importId, now);
  if (conclusion.supersedes) await supersedeOlder(tx, run.importId, now);
  if (conclusion.notify !== undefined && conclusion.mail !== undefined) {
    await queueMails(tx, run.importId, conclusion.notify, conclusion.mail);
  }
  if (conclusion.outcome !== 'held') await clearStaging(tx, [run.importId]);
  await releaseFence(tx, run, now);
}

/** No step stays running or to come once nothing will run any more; those of a held import wait for its decision. */
async function closeSteps(
  tx: Sql,
  importId: string,
  outcome: Conclusion['outcome'],
  now: Date,
): Promise<void> {
  if (outcome === 'held') return;
  await tx.run(
    `UPDATE import_step
        SET state = CASE WHEN state = 'running' AND $2 = 'interrupted' THEN 'failed' ELSE 'skipped' END,
            ended_at = CASE WHEN state = 'running' THEN $3::timestamptz END
      WHERE import_id = $1 AND state IN ('pending', 'running')`,
    [importId, outcome, now],
  );
}

async function supersedeOlder(tx: Sql, importId: string, now: Date): Promise<void> {
  const older = await tx.rows<{ id: string }>(
    `UPDATE import AS older
        SET status = 'superseded', superseded_by = newer.id, ended_at = $2, next_actor = 'nobody',
            message_code = 'superseded', message = 'Un dépôt plus récent a remplacé celui-ci.'
       FROM import AS newer
      WHERE newer.id = $1 AND older.id <> newer.id
        AND older.campus_code = newer.campus_code
        AND older.establishment_id IS NOT DISTINCT FROM newer.establishment_id
        AND older.received_at <= newer.received_at
        AND older.status IN ('received', 'held')
      RETURNING older.id`,
    [importId, now],
  );
  for (const { id } of older) await announceStatus(tx, id, now);
  await clearStaging(
    tx,
    older.map(({ id }) => id),
  );
}

/** One mail per deposit account of the campus that asked for them and whose user is still there. */
async function queueMails(tx: Sql, importId: string, kind: string, mail: ConclusionMail): Promise<void> {
  await tx.run(
    `INSERT INTO notification (kind, campus_code, import_id, recipient_login, recipient_email, subject, text_body,
                               html_body, dedupe_key)
     SELECT $2, import.campus_code, import.id, account.login, ent_user.email, $3, $4, $5, $6 || '/' || account.login
       FROM import
       JOIN deposit_account AS account ON account.campus_code = import.campus_code
        AND account.notify AND account.deleted_at IS NULL
       JOIN ent_user ON ent_user.campus_code = account.campus_code AND ent_user.ent_id = account.user_ent_id
        AND ent_user.present
      WHERE import.id = $1
     ON CONFLICT (dedupe_key) DO NOTHING`,
    [importId, kind, mail.subject, mail.text, mail.html, mail.dedupeScope],
  );
  await tx.run(`SELECT pg_notify('${NOTIFICATION_CHANNEL}', '')`);
}
