import { ACCESS_CHANNEL, type AccessNotificationData, type ImportNotification } from '@timetable/domain';
import { sql, type InsertObject } from 'kysely';
import { arePronoteDuplicates } from '../imports/pronote-duplicates.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { inSeconds } from './next-try.js';
import { recipientsOf } from './recipients.js';

/** Channel of PostgreSQL on which notifications to deliver are announced. */
export const NOTIFICATION_CHANNEL = 'notification';

/**
 * One row per channel and recipient who wishes to be told; none for who has been told of the same cause today, or of this
 * import. What comes back the day it was settled is told the next morning, unless it is settled again by then. None about the rejection of a PRONOTE duplicate beside a good file that `isToldByGoodFile`.
 */
export async function queueImportNotification(
  tx: Transaction,
  notification: ImportNotification,
  now: Date,
): Promise<void> {
  const { kind, data, channels, causeKey, notBefore, digestAt } = notification;
  const { importId } = data;
  const campusCode = await campusToTell(tx, importId);
  if (campusCode === undefined) return;
  const due = (at: Date) => inSeconds(Math.max(0, Number(at) - Number(now)) / 1000);
  const fact = { kind, campusCode, importId, data, nextTryAt: due(notBefore ?? now) };
  const people = await recipientsOf(tx, campusCode, notification);
  const wanted = channels.flatMap(({ name, reaches }) => {
    const row = { ...fact, channel: name, dedupeKey: `${causeKey}|${name}` };
    switch (reaches) {
      case 'installation':
        return [row];
      case 'people':
        return people.map(({ type, login, email, delivery }) => ({
          ...row,
          recipientType: type,
          recipientLogin: login,
          recipientEmail: email,
          ...(delivery === 'daily_digest' && { dailyDigest: true, nextTryAt: due(digestAt) }),
          dedupeKey: `${row.dedupeKey}|${type}|${login}`,
        }));
    }
  });
  const told = await alreadyTold(tx, importId, kind);
  const left = await insertUntold(
    tx,
    wanted.filter((row) => !told.has(addressee(row))),
  );
  const settled = await keysOfSettled(
    tx,
    left.map(({ dedupeKey }) => dedupeKey),
  );
  const again = left.filter(({ dedupeKey }) => settled.has(dedupeKey));
  await insertUntold(
    tx,
    again.map((row) => ({ ...row, dedupeKey: `${row.dedupeKey}|again`, nextTryAt: due(digestAt) })),
  );
  await announce(tx);
}

type NotificationRow = InsertObject<Tables, 'notification'> & { readonly dedupeKey: string };

/** @returns the rows whose cause has been told today */
async function insertUntold<Row extends NotificationRow>(
  { query }: Transaction,
  rows: readonly Row[],
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const inserted = await query
    .insertInto('notification')
    .values(rows)
    .onConflict((known) => known.column('dedupeKey').doNothing())
    .returning('dedupeKey')
    .execute();
  const keys = new Set(inserted.map(({ dedupeKey }) => dedupeKey));
  return rows.filter(({ dedupeKey }) => !keys.has(dedupeKey));
}

/** Of what was told of imports for which nobody has to act any more. */
async function keysOfSettled({ query }: Transaction, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const settled = await query
    .selectFrom('notification')
    .innerJoin('import', 'import.id', 'notification.importId')
    .select('dedupeKey')
    .where('dedupeKey', 'in', keys)
    .where('nextActor', '=', 'nobody')
    // What an integrated import left is no news until it changes.
    .where('kind', '<>', 'alerts')
    .execute();
  return new Set(settled.map(({ dedupeKey }) => dedupeKey));
}

/** By whom and through what, whatever was told of the import in an earlier attempt. */
async function alreadyTold(
  { query }: Transaction,
  importId: string,
  kind: ImportNotification['kind'],
): Promise<ReadonlySet<string>> {
  const rows = await query
    .selectFrom('notification')
    .select(['channel', 'recipientType', 'recipientLogin'])
    .where('importId', '=', importId)
    .where('kind', '=', kind)
    .execute();
  return new Set(rows.map(addressee));
}

const addressee = (row: {
  readonly channel: string;
  readonly recipientType?: string | null;
  readonly recipientLogin?: string | null;
}): string => [row.channel, row.recipientType ?? '', row.recipientLogin ?? ''].join('|');

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
      recipientType: 'depositor',
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

async function announce({ query }: Transaction): Promise<void> {
  await query.selectNoFrom(sql`pg_notify(${NOTIFICATION_CHANNEL}, '')`.as('announced')).execute();
}
