import {
  EDT_EXPORT_NAME,
  PRONOTE_DUPLICATE_MINUTES,
  PRONOTE_DUPLICATE_NAME,
  rejectionMessage,
  STANDS_FOR_NOTHING,
} from '@timetable/domain';
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import { withdrawNotifications } from '../outbox/withdraw-notifications.js';
import type { QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { announceStatus, finishStep } from './announce-event.js';
import type { GoodFile } from './stuck-import.js';
import { settleNextActors } from './settle-next-actors.js';
import { ImportEntity } from './import.entity.js';

/** What imports are called in the queries that ask for duplicates. */
type ImportAlias = 'duplicate' | 'good' | 'newer' | 'older';

const files = expressionBuilder<Readonly<Record<ImportAlias, Tables['import']>>, ImportAlias>();

/** SQL of the domain's `isPronoteDuplicateOf(duplicate, good)`; both are imports. */
export function arePronoteDuplicates(duplicate: ImportAlias, good: ImportAlias): Expression<SqlBool> {
  const within = sql`make_interval(mins => ${PRONOTE_DUPLICATE_MINUTES})`;
  const isNear = (one: ImportAlias, other: ImportAlias): Expression<SqlBool> => {
    const at = files.ref(`${other}.receivedAt`);
    return files.between(`${one}.receivedAt`, sql<Date>`${at} - ${within}`, sql<Date>`${at} + ${within}`);
  };
  return files.and([
    files(`${duplicate}.fileName`, '~*', PRONOTE_DUPLICATE_NAME),
    files(`${good}.fileName`, '~*', EDT_EXPORT_NAME),
    files(`${good}.fileName`, '!~*', PRONOTE_DUPLICATE_NAME),
    files(`${good}.campusCode`, '=', files.ref(`${duplicate}.campusCode`)),
    files(`${good}.establishmentId`, 'is not distinct from', files.ref(`${duplicate}.establishmentId`)),
    // The same said twice, so that either is found by its index when the other is given.
    isNear(good, duplicate),
    isNear(duplicate, good),
  ]);
}

const secondsBetween = (one: Expression<Date>, other: Expression<Date>) =>
  sql<number>`abs(extract(epoch FROM ${one} - ${other}))`;

/** The good file beside a duplicate, be it still waiting, if it `standsForDuplicate`. */
export async function findGoodFile(query: QueryBuilder, importId: string): Promise<GoodFile | undefined> {
  const good = await query
    .selectFrom('import as duplicate')
    .innerJoin('import as good', (join) => join.on(arePronoteDuplicates('duplicate', 'good')))
    .select('good.timetableSha256')
    .where('duplicate.id', '=', importId)
    .where((of) =>
      of.or([
        of('good.status', 'not in', STANDS_FOR_NOTHING),
        of.and([of('good.status', '=', 'ignored'), of('good.messageCode', '=', 'same_content')]),
      ]),
    )
    .orderBy((of) => secondsBetween(of.ref('good.receivedAt'), of.ref('duplicate.receivedAt')))
    .orderBy('good.id')
    .limit(1)
    .executeTakeFirst();
  return good && { timetableSha256: good.timetableSha256 ?? undefined };
}

/**
 * What a file that has been validated means for duplicates that came before it. Good, it makes those that were rejected
 * `ignored`: their rejection was no news. Bad, its own mail tells the school. Either way theirs, not yet sent, is not.
 */
export async function settlePronoteDuplicates(
  tx: Transaction,
  importId: string,
  { isGood }: { readonly isGood: boolean },
  now: Date,
): Promise<void> {
  const duplicates = await tx.query
    .selectFrom('import as good')
    .innerJoin('import as duplicate', (join) => join.on(arePronoteDuplicates('duplicate', 'good')))
    .leftJoin('importStep as step', (join) =>
      join.onRef('step.importId', '=', 'duplicate.id').on('step.step', '=', 'validation'),
    )
    .select(['duplicate.id', 'duplicate.campusCode', 'step.counts'])
    .where('good.id', '=', importId)
    .where('duplicate.status', '=', 'rejected')
    .orderBy('duplicate.id')
    .forUpdate('duplicate')
    .execute();
  await withdrawNotifications(
    tx,
    duplicates.map(({ id }) => id),
  );
  if (!isGood) return;
  const message = rejectionMessage('twin_file');
  for (const { id, counts } of duplicates) {
    await tx.em.nativeUpdate(ImportEntity, { id }, { status: 'ignored', messageCode: 'twin_file', message });
    await finishStep(tx, id, 'validation', { state: 'skipped', counts: counts ?? {}, message }, now);
    await announceStatus(tx, id, now);
  }
  const [first] = duplicates;
  if (first !== undefined) await settleNextActors(tx, first.campusCode);
}
