import { SUPERSEDABLE_STATUSES, SUPERSEDED_MESSAGE, type SupersedingVerdict } from '@timetable/domain';
import { withdrawNotifications } from '../outbox/withdraw-notifications.js';
import type { Transaction } from '../transaction.js';
import { keepPlanSummary } from '../vie-scolaire/plan-summary.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { closeSteps } from './close-steps.js';
import { announceStatus } from './announce-event.js';
import { ImportEntity } from './import.entity.js';
import { settleNextActors } from './settle-next-actors.js';
import { arePronoteDuplicates } from './pronote-duplicates.js';

/** Ends the older imports that give way to one that has just passed validation: SQL of the domain's `isSupersededBy`. */
export async function supersedeOlder(
  tx: Transaction,
  importId: string,
  verdict: SupersedingVerdict,
  now: Date,
): Promise<void> {
  const older = await tx.query
    .selectFrom('import as newer')
    .innerJoin('import as older', (join) =>
      join
        .onRef('older.campusCode', '=', 'newer.campusCode')
        .onRef('older.id', '<>', 'newer.id')
        .onRef('older.establishmentId', 'is not distinct from', 'newer.establishmentId')
        .onRef('older.receivedAt', '<=', 'newer.receivedAt'),
    )
    .select('older.id')
    .where('newer.id', '=', importId)
    .where((of) =>
      verdict === 'accepted'
        ? of('older.status', 'in', SUPERSEDABLE_STATUSES)
        : of.and([of('older.status', '=', 'received'), of('older.attempt', '=', 1)]),
    )
    .where('older.published', 'is', null)
    .where((of) =>
      of.or([of('older.schoolYear', 'is', null), of('older.schoolYear', '=', of.ref('newer.schoolYear'))]),
    )
    .where((of) => of.not(arePronoteDuplicates('newer', 'older')))
    .orderBy('older.receivedAt')
    .orderBy('older.id')
    .forUpdate('older')
    .execute();
  await supersede(
    tx,
    older.map(({ id }) => id),
    importId,
    now,
  );
}

/** Ends imports of one campus that give way to a newer one. */
export async function supersede(
  tx: Transaction,
  ids: readonly string[],
  by: string,
  now: Date,
): Promise<void> {
  const [first] = ids;
  if (first === undefined) return;
  const { campusCode } = await tx.em.findOneOrFail(ImportEntity, { id: first }, { fields: ['campusCode'] });
  await tx.em.nativeUpdate(
    ImportEntity,
    { id: { $in: [...ids] } },
    {
      status: 'superseded',
      supersededBy: by,
      endedAt: now,
      messageCode: 'superseded',
      message: SUPERSEDED_MESSAGE,
    },
  );
  await settleNextActors(tx, campusCode);
  await closeSteps(tx, ids, 'skipped', now);
  await keepPlanSummary(tx, ids);
  await clearStaging(tx, ids);
  await withdrawNotifications(tx, ids);
  for (const id of ids) await announceStatus(tx, id, now);
}
