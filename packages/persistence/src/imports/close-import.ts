import type { EndingCode } from '@timetable/domain';
import { announceFreePlace } from '../outbox/outbox.repository.js';
import { withdrawNotifications } from '../outbox/withdraw-notifications.js';
import type { Transaction } from '../transaction.js';
import { keepPlanSummary } from '../vie-scolaire/plan-summary.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { announceStatus } from './announce-event.js';
import { closeSteps } from './close-steps.js';
import { releaseFencesOf } from './fence.js';
import { ImportEntity } from './import.entity.js';
import { settleNextActors } from './settle-next-actors.js';

interface ImportEnding {
  readonly status: 'refused' | 'cancelled' | 'interrupted';
  /** @default the status */
  readonly code?: EndingCode;
  readonly message: string;
}

/**
 * Ends, without an attempt's help, an import that the transaction holds locked: nothing of it is left to be decided, told or
 * published, and an attempt that was interrupted leaves no lock behind.
 */
export async function closeImport(
  tx: Transaction,
  { importId, campusCode }: { readonly importId: string; readonly campusCode: string },
  { status, code = status, message }: ImportEnding,
  at: Date,
): Promise<void> {
  await tx.em.nativeUpdate(
    ImportEntity,
    { id: importId },
    { status, messageCode: code, message, endedAt: at },
  );
  await settleNextActors(tx, campusCode);
  await closeSteps(tx, [importId], status === 'interrupted' ? 'failed' : 'skipped', at);
  await keepPlanSummary(tx, [importId]);
  await clearStaging(tx, [importId]);
  await withdrawNotifications(tx, [importId]);
  await announceStatus(tx, importId, at);
  await releaseFencesOf(tx, importId, at);
  await announceFreePlace(tx, campusCode);
}
