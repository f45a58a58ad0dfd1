import { announceStatus } from '../imports/announce-event.js';
import { settleNextActors } from '../imports/settle-next-actors.js';
import { enqueueAttempt } from '../outbox/outbox.repository.js';
import { withdrawNotifications } from '../outbox/withdraw-notifications.js';
import type { Transaction } from '../transaction.js';

/**
 * Sends an import through the workflow once more; what its mails not yet sent say is no longer so. Returns the number of
 * its new attempt.
 */
export async function requeue(
  tx: Transaction,
  importId: string,
  options: { readonly priority: number; readonly approvedPlanHash?: string },
  at: Date,
): Promise<number> {
  const queued = await tx.query
    .updateTable('import')
    .set((former) => ({
      status: 'received',
      attempt: former('attempt', '+', 1),
      approvedPlanHash: options.approvedPlanHash ?? null,
      endedAt: null,
      messageCode: null,
      message: null,
      planErasedAt: null,
    }))
    .where('id', '=', importId)
    .returning(['campusCode', 'attempt'])
    .executeTakeFirst();
  if (queued === undefined) throw new Error(`There is no import ${importId}.`);
  // The next plan is counted anew.
  await tx.query.deleteFrom('importSummary').where('importId', '=', importId).execute();
  await settleNextActors(tx, queued.campusCode);
  await withdrawNotifications(tx, [importId]);
  await enqueueAttempt(tx, { importId, ...queued, ...options });
  await announceStatus(tx, importId, at);
  return queued.attempt;
}

/** Has the plans of the campus's held imports computed again. Returns their ids. */
export async function replanHeldImports(tx: Transaction, campusCode: string, at: Date): Promise<string[]> {
  const held = await tx.query
    .selectFrom('import')
    .select('id')
    .where('campusCode', '=', campusCode)
    .where('status', '=', 'held')
    .orderBy('receivedAt')
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { id } of held) await requeue(tx, id, { priority: 1 }, at);
  return held.map(({ id }) => id);
}
