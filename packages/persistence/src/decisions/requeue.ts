import { announceStatus } from '../imports/announce-event.js';
import { laterPublished } from '../imports/later-published.js';
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
  {
    delaySeconds,
    isAsked = false,
    ...options
  }: {
    readonly priority: number;
    readonly approvedPlanHash?: string;
    /** How long its campus is left alone first. @default 0 */
    readonly delaySeconds?: number;
    /** A person asks for this import: it may be planned on top of what later files brought. @default false */
    readonly isAsked?: boolean;
  },
  at: Date,
): Promise<number> {
  const queued = await tx.query
    .updateTable('import')
    .set((former) => ({
      status: 'received',
      attempt: former('attempt', '+', 1),
      approvedPlanHash: options.approvedPlanHash ?? null,
      ...(isAsked && { askedAt: at }),
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
  await enqueueAttempt(tx, { importId, ...queued, ...options }, delaySeconds);
  await announceStatus(tx, importId, at);
  return queued.attempt;
}

/**
 * Has the plans of the campus's held imports computed again, but for those that would overwrite what a later file brought: only
 * a decision about the import itself puts it on top. Returns their ids.
 */
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
  const replanned: string[] = [];
  for (const { id } of held) {
    if ((await laterPublished(tx, id)) !== undefined) continue;
    await requeue(tx, id, { priority: 1 }, at);
    replanned.push(id);
  }
  return replanned;
}
