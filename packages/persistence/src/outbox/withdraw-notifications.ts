import { isOvertakenBy, type RecipientType } from '@timetable/domain';
import { OVERTAKABLE, overtakable } from '../imports/overtakable-imports.js';
import type { Transaction } from '../transaction.js';
import { NotificationEntity } from './notification.entity.js';

/** Takes back what waits to be told of imports that no longer are what it says. */
export async function withdrawNotifications(
  { em }: Transaction,
  importIds: readonly string[],
): Promise<void> {
  if (importIds.length === 0) return;
  await em.nativeDelete(NotificationEntity, {
    importId: { $in: [...importIds] },
    sentAt: null,
    refusedAt: null,
  });
}

/**
 * Takes back what waits to be told of the problems that a good file has put right since. Alerts stay: what is unmatched is
 * unmatched in the newer import too, where it is no news any more.
 */
export async function withdrawOvertaken(tx: Transaction, goodImportId: string): Promise<void> {
  const imports = tx.query.selectFrom('import').select([...OVERTAKABLE, 'import.campusCode']);
  const good = await imports.where('import.id', '=', goodImportId).executeTakeFirstOrThrow();
  const waiting = await imports
    .where('import.campusCode', '=', good.campusCode)
    .where((of) =>
      of.exists(
        of
          .selectFrom('notification')
          .whereRef('notification.importId', '=', 'import.id')
          .where('notification.campusCode', '=', good.campusCode)
          .where('notification.kind', '<>', 'alerts')
          .where('sentAt', 'is', null)
          .where('refusedAt', 'is', null),
      ),
    )
    .execute();
  const overtaken = waiting.filter((older) => isOvertakenBy(overtakable(older), overtakable(good)));
  await withdrawNotifications(
    tx,
    overtaken.map(({ id }) => id),
  );
}

/** Takes back what waits to be told to a person who is not to be written to any more; a password still reaches its owner. */
export async function withdrawFrom(
  { em }: Transaction,
  recipientType: RecipientType,
  recipientLogin: string,
): Promise<void> {
  await em.nativeDelete(NotificationEntity, {
    recipientType,
    recipientLogin,
    kind: { $ne: 'access' },
    sentAt: null,
    refusedAt: null,
  });
}

/** What waits to be told to a member of the staff goes to their new address. */
export async function followAddress({ em }: Transaction, login: string, email: string): Promise<void> {
  const waiting = { recipientType: 'staff', recipientLogin: login, sentAt: null, refusedAt: null } as const;
  await em.nativeUpdate(NotificationEntity, waiting, { recipientEmail: email });
}
