import {
  EDT_EXPORT_NAME,
  PRONOTE_DUPLICATE_MINUTES,
  PRONOTE_DUPLICATE_NAME,
  rejectionMessage,
  STANDS_FOR_NOTHING,
} from '@timetable/domain';
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import { withdrawMails } from '../outbox/withdraw-mails.js';
import type { QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { announceStatus, finishStep } from './import-event.js';
import type { GoodTwin } from './import-records.js';
import { ImportEntity } from './import.entity.js';

/** What imports are called in the queries that ask for twins. */
type ImportAlias = 'twin' | 'good' | 'newer' | 'older';

const files = expressionBuilder<Readonly<Record<ImportAlias, Tables['import']>>, ImportAlias>();

/** SQL of the domain's `isPronoteDuplicateOf(twin, good)`; both are imports. */
export function areTwins(twin: ImportAlias, good: ImportAlias): Expression<SqlBool> {
  const twinAt = files.ref(`${twin}.receivedAt`);
  const within = sql`make_interval(mins => ${PRONOTE_DUPLICATE_MINUTES})`;
  return files.and([
    files(`${twin}.fileName`, '~*', PRONOTE_DUPLICATE_NAME),
    files(`${good}.fileName`, '~*', EDT_EXPORT_NAME),
    files(`${good}.fileName`, '!~*', PRONOTE_DUPLICATE_NAME),
    files(`${good}.campusCode`, '=', files.ref(`${twin}.campusCode`)),
    files(`${good}.establishmentId`, 'is not distinct from', files.ref(`${twin}.establishmentId`)),
    files.between(`${good}.receivedAt`, sql<Date>`${twinAt} - ${within}`, sql<Date>`${twinAt} + ${within}`),
  ]);
}

const secondsBetween = (one: Expression<Date>, other: Expression<Date>) =>
  sql<number>`abs(extract(epoch FROM ${one} - ${other}))`;

/** The good file beside a twin, be it still waiting, if it `standsForDuplicate`. */
export async function findGoodTwin(query: QueryBuilder, importId: string): Promise<GoodTwin | undefined> {
  const good = await query
    .selectFrom('import as twin')
    .innerJoin('import as good', (join) => join.on(areTwins('twin', 'good')))
    .select('good.timetableSha256')
    .where('twin.id', '=', importId)
    .where((of) =>
      of.or([
        of('good.status', 'not in', STANDS_FOR_NOTHING),
        of.and([of('good.status', '=', 'ignored'), of('good.messageCode', '=', 'same_content')]),
      ]),
    )
    .orderBy((of) => secondsBetween(of.ref('good.receivedAt'), of.ref('twin.receivedAt')))
    .orderBy('good.id')
    .limit(1)
    .executeTakeFirst();
  return good && { timetableSha256: good.timetableSha256 ?? undefined };
}

/**
 * What a file that has been validated means for twins that came before it. Good, it makes those that were rejected
 * `ignored`: their rejection was no news. Bad, its own mail tells the school. Either way theirs, not yet sent, is not.
 */
export async function settleTwins(
  tx: Transaction,
  importId: string,
  { isGood }: { readonly isGood: boolean },
  now: Date,
): Promise<void> {
  const twins = await tx.query
    .selectFrom('import as good')
    .innerJoin('import as twin', (join) => join.on(areTwins('twin', 'good')))
    .leftJoin('importStep as step', (join) =>
      join.onRef('step.importId', '=', 'twin.id').on('step.step', '=', 'validation'),
    )
    .select(['twin.id', 'step.counts'])
    .where('good.id', '=', importId)
    .where('twin.status', '=', 'rejected')
    .orderBy('twin.id')
    .forUpdate('twin')
    .execute();
  await withdrawMails(
    tx,
    twins.map(({ id }) => id),
  );
  if (!isGood) return;
  const message = rejectionMessage('twin_file');
  for (const { id, counts } of twins) {
    await tx.em.nativeUpdate(
      ImportEntity,
      { id },
      { status: 'ignored', messageCode: 'twin_file', message, nextActor: 'nobody' },
    );
    await finishStep(tx, id, 'validation', { state: 'skipped', counts: counts ?? {}, message }, now);
    await announceStatus(tx, id, now);
  }
}
