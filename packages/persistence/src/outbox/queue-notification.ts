import { ACCESS_CHANNEL, type AccessNotificationData, type ImportNotification } from '@timetable/domain';
import { sql } from 'kysely';
import { arePronoteDuplicates } from '../imports/pronote-duplicates.js';
import type { Transaction } from '../transaction.js';
import { inSeconds } from './next-try.js';

/** Channel of PostgreSQL on which notifications to deliver are announced. */
export const NOTIFICATION_CHANNEL = 'notification';

/**
 * One row per channel and recipient. A channel that reaches people has one for each deposit account of the campus that
 * asked and whose user is still there. None about the rejection of a PRONOTE duplicate beside a good file that
 * `isToldByGoodFile`.
 */
export async function queueImportNotification(
  tx: Transaction,
  { kind, data, recipients, channels, onceKey, notBefore }: ImportNotification,
  now: Date,
): Promise<void> {
  const { importId } = data;
  const campusCode = await campusToTell(tx, importId);
  if (campusCode === undefined) return;
  const delaySeconds = Math.max(0, Number(notBefore ?? now) - Number(now)) / 1000;
  const fact = { kind, campusCode, importId, data, nextTryAt: inSeconds(delaySeconds) };
  const people = recipients.includes('depositor') ? await depositors(tx, campusCode) : [];
  const notifications = channels.flatMap(({ name, reaches }) => {
    const notification = { ...fact, channel: name, dedupeKey: `${onceKey}/${name}` };
    switch (reaches) {
      case 'installation':
        return [notification];
      case 'people':
        return people.map(({ login, email }) => ({
          ...notification,
          recipientLogin: login,
          recipientEmail: email,
          dedupeKey: `${notification.dedupeKey}/${login}`,
        }));
    }
  });
  if (notifications.length > 0)
    await tx.query
      .insertInto('notification')
      .values(notifications)
      .onConflict((known) => known.column('dedupeKey').doNothing())
      .execute();
  await announce(tx);
}

/** To the owner of the account, once for each of its secrets. */
export async function queueAccessNotification(
  tx: Transaction,
  campusCode: string,
  email: string,
  data: AccessNotificationData,
): Promise<void> {
  const { login } = data;
  const account = await tx.query
    .selectFrom('depositAccount')
    .select('version')
    .where('login', '=', login)
    .executeTakeFirst();
  if (account === undefined) return;
  await tx.query
    .insertInto('notification')
    .values({
      kind: 'access',
      campusCode,
      channel: ACCESS_CHANNEL,
      recipientLogin: login,
      recipientEmail: email,
      data,
      dedupeKey: `access/${login}/${account.version}`,
    })
    .onConflict((known) => known.column('dedupeKey').doNothing())
    .execute();
  await announce(tx);
}

/** None when a good file beside it tells of the rejection. */
async function campusToTell({ query }: Transaction, importId: string): Promise<string | undefined> {
  const toTell = await query
    .selectFrom('import as duplicate')
    .select('duplicate.campusCode')
    .where('duplicate.id', '=', importId)
    .where((of) =>
      of.or([
        of('duplicate.status', '<>', 'rejected'),
        of.not(
          of.exists(
            of
              .selectFrom('import as good')
              .where(arePronoteDuplicates('duplicate', 'good'))
              .where('good.status', '<>', 'cancelled'),
          ),
        ),
      ]),
    )
    .executeTakeFirst();
  return toTell?.campusCode;
}

/** Who asked to be told and is still in the directory. */
const depositors = (
  { query }: Transaction,
  campusCode: string,
): Promise<{ login: string; email: string }[]> =>
  query
    .selectFrom('depositAccount as account')
    .innerJoin('entUser', (join) =>
      join
        .onRef('entUser.campusCode', '=', 'account.campusCode')
        .onRef('entUser.entId', '=', 'account.userEntId'),
    )
    .select(['account.login', 'entUser.email'])
    .where('account.campusCode', '=', campusCode)
    .where('account.notify', '=', true)
    .where('account.deletedAt', 'is', null)
    .where('entUser.present', '=', true)
    .execute();

async function announce({ query }: Transaction): Promise<void> {
  await query.selectNoFrom(sql`pg_notify(${NOTIFICATION_CHANNEL}, '')`.as('announced')).execute();
}
