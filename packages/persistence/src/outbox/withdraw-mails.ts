import type { Transaction } from '../transaction.js';
import { NotificationEntity } from './notification.entity.js';

/** Takes back the mails not yet sent about imports that no longer are what the mails say. */
export async function withdrawMails({ em }: Transaction, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return;
  await em.nativeDelete(NotificationEntity, {
    importId: { $in: [...importIds] },
    sentAt: null,
    refusedAt: null,
  });
}
