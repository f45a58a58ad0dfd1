import { isOvertakenBy, type RecipientType } from '@timetable/domain';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { OVERTAKABLE, overtakable } from '../imports/overtakable-imports.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { NOW } from './next-try.js';
import { NotificationEntity } from './notification.entity.js';

type Which = (of: ExpressionBuilder<Tables, 'notification'>) => Expression<SqlBool>;

/**
 * What a worker is delivering may have left already: it stays, so that it counts as told if it has, and is not tried again if
 * it has not.
 */
async function takeBack({ query }: Transaction, which: Which): Promise<void> {
  const isUntold: Which = (of) => of.and([which(of), of('sentAt', 'is', null), of('refusedAt', 'is', null)]);
  await query
    .deleteFrom('notification')
    .where(isUntold)
    .where((of) => of.or([of('claimedUntil', 'is', null), of('claimedUntil', '<=', NOW)]))
    .execute();
  await query.updateTable('notification').set({ withdrawnAt: NOW }).where(isUntold).execute();
}

/** Takes back what waits to be told of imports that no longer are what it says. */
export async function withdrawNotifications(tx: Transaction, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return;
  await takeBack(tx, (of) => of('importId', 'in', importIds));
}

/**
 * Takes back what waits to be told of the problems that a good file has put right since. Alerts stay: what is unmatched is
 * unmatched in the newer import too, where it is no news any more.
 */
export async function withdrawOvertaken(
  tx: Transaction,
  goodImportId: string,
  campusCode: string,
): Promise<void> {
  const imports = tx.query.selectFrom('import').select(OVERTAKABLE);
  const waiting = await imports
    .where('import.campusCode', '=', campusCode)
    .where((of) =>
      of.exists(
        of
          .selectFrom('notification')
          .whereRef('notification.importId', '=', 'import.id')
          .where('notification.campusCode', '=', campusCode)
          .where('notification.kind', '<>', 'alerts')
          .where('sentAt', 'is', null)
          .where('refusedAt', 'is', null),
      ),
    )
    .execute();
  if (waiting.length === 0) return;
  const good = await imports.where('import.id', '=', goodImportId).executeTakeFirstOrThrow();
  const overtaken = waiting.filter((older) => isOvertakenBy(overtakable(older), overtakable(good)));
  await withdrawNotifications(
    tx,
    overtaken.map(({ id }) => id),
  );
}

/** Takes back what waits to be told to a person who is not to be written to any more; a password still reaches its owner. */
export async function withdrawFrom(
  tx: Transaction,
  recipientType: RecipientType,
  recipientLogin: string,
): Promise<void> {
  await takeBack(tx, (of) =>
    of.and([
      of('recipientType', '=', recipientType),
      of('recipientLogin', '=', recipientLogin),
      of('kind', '<>', 'access'),
    ]),
  );
}

/** What waits to be told to a member of the staff goes to their new address. */
export async function followAddress({ em }: Transaction, login: string, email: string): Promise<void> {
  const waiting = { recipientType: 'staff', recipientLogin: login, sentAt: null, refusedAt: null } as const;
  await em.nativeUpdate(NotificationEntity, waiting, { recipientEmail: email });
}
