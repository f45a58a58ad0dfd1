import type { Conclusion, ImportRun } from '@timetable/domain';
import { queueImportNotification } from '../outbox/queue-notification.js';
import type { Transaction } from '../transaction.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { closeSteps } from './close-steps.js';
import { FencedError, lockOwnFence, releaseFence } from './fence.js';
import { announceStatus } from './import-event.js';
import { ImportEntity } from './import.entity.js';

/** Body of `ImportRepository.conclude`, inside its transaction. */
export async function concludeImport(
  tx: Transaction,
  run: ImportRun,
  conclusion: Conclusion,
  now: Date,
): Promise<void> {
  if (!(await lockOwnFence(tx, run))) throw new FencedError(run);
  const concluded = await tx.em.nativeUpdate(
    ImportEntity,
    { id: run.importId, round: run.round, status: 'running' },
    {
      status: conclusion.outcome,
      endedAt: conclusion.outcome === 'held' ? null : now,
      nextActor: conclusion.nextActor,
      messageCode: conclusion.messageCode ?? null,
      message: conclusion.message ?? null,
      ...(conclusion.planVersions === undefined ? {} : { planVersions: conclusion.planVersions }),
    },
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
