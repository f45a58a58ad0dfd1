import { hasWritten, isGoodEnd, type Completion, type ImportRun } from '@timetable/domain';
import { announceFreePlace } from '../outbox/outbox.repository.js';
import { queueImportNotification } from '../outbox/queue-notification.js';
import { withdrawOvertaken } from '../outbox/withdraw-notifications.js';
import type { Transaction } from '../transaction.js';
import { keepPlanSummary } from '../vie-scolaire/plan-summary.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { closeSteps } from './close-steps.js';
import { FencedError, lockOwnFence, releaseFence } from './fence.js';
import { announceStatus } from './announce-event.js';
import { settleNextActors } from './settle-next-actors.js';

/** Body of `ImportRepository.complete`, inside its transaction. */
export async function completeImport(
  tx: Transaction,
  run: ImportRun,
  completion: Completion,
  now: Date,
): Promise<void> {
  if (!(await lockOwnFence(tx, run))) throw new FencedError(run);
  const completed = await tx.query
    .updateTable('import')
    .set({
      status: completion.outcome,
      endedAt: completion.outcome === 'held' ? null : now,
      messageCode: completion.messageCode ?? null,
      message: completion.message ?? null,
      ...(completion.planVersions !== undefined && { planVersions: completion.planVersions }),
    })
    .where('id', '=', run.importId)
    .where('attempt', '=', run.attempt)
    .where('status', '=', 'running')
    .returning('campusCode')
    .executeTakeFirst();
  // Not running: an earlier try completed, and its answer was lost.
  if (completed === undefined) return;
  const { campusCode } = completed;

  // The steps and the staging of a held import wait for its decision.
  if (completion.outcome !== 'held') {
    await closeSteps(tx, [run.importId], completion.outcome === 'interrupted' ? 'failed' : 'skipped', now);
    if (hasWritten(completion.outcome) === false) await keepPlanSummary(tx, [run.importId]);
    await clearStaging(tx, [run.importId]);
  }
  await settle(tx, run.importId, campusCode, completion);
  await announceStatus(tx, run.importId, now);
  if (completion.notification !== undefined) {
    await queueImportNotification(tx, completion.notification, now);
  }
  await releaseFence(tx, run, now);
  await announceFreePlace(tx, campusCode);
}

/** Who has to act for this import, and no longer for those that it makes superfluous: of these nothing is told any more. */
async function settle(
  tx: Transaction,
  importId: string,
  campusCode: string,
  { outcome, messageCode }: Completion,
): Promise<void> {
  await settleNextActors(tx, campusCode, [importId]);
  if (isGoodEnd(outcome, messageCode)) await withdrawOvertaken(tx, importId, campusCode);
}
