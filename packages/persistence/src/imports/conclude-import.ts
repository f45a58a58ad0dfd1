import type { Conclusion, ImportRun } from '@timetable/domain';
import { queueImportNotification } from '../outbox/queue-notification.js';
import type { Sql } from '../sql.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { closeSteps } from './close-steps.js';
import { FencedError, lockOwnFence, releaseFence } from './fence.js';
import { announceStatus } from './import-event.js';

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
  if (conclusion.notification !== undefined) {
    await queueImportNotification(tx, conclusion.notification, now);
  }
  await releaseFence(tx, run, now);
}
