import type { RecordedImportEvent, ImportStep, StepResult } from '@timetable/domain';
import type { Transaction } from '../transaction.js';
import { announcement } from './import-news.js';

/** Writes one live event, seen by followers when the transaction commits. */
async function recordEvent(
  { query }: Transaction,
  event: RecordedImportEvent & { readonly importId: string; readonly at: Date },
): Promise<void> {
  await query
    .with('recorded', (record) => record.insertInto('importEvent').values(event))
    .selectFrom('import')
    .where('id', '=', event.importId)
    .select((of) => announcement(of.ref('campusCode'), of.ref('id')).as('notified'))
    .execute();
}

/** Announces the status the import has now. */
export async function announceStatus(tx: Transaction, importId: string, at: Date): Promise<void> {
  const data = await tx.query
    .selectFrom('import')
    .select(['status', 'attempt', 'messageCode', 'message'])
    .where('id', '=', importId)
    .executeTakeFirst();
  if (data !== undefined) await recordEvent(tx, { importId, type: 'status', data, at });
}

export async function beginStep(
  tx: Transaction,
  importId: string,
  step: ImportStep,
  at: Date,
): Promise<void> {
  const begun = { state: 'running', startedAt: at, endedAt: null, counts: {}, message: null } as const;
  await tx.query
    .insertInto('importStep')
    .values({ importId, step, ...begun })
    .onConflict((known) => known.columns(['importId', 'step']).doUpdateSet(begun))
    .execute();
  await recordEvent(tx, { importId, type: 'step', data: { step, state: 'running' }, at });
}

export async function finishStep(
  tx: Transaction,
  importId: string,
  step: ImportStep,
  { state, counts, message }: StepResult,
  at: Date,
): Promise<void> {
  const finished = { state, endedAt: at, counts, message: message ?? null };
  await tx.query
    .insertInto('importStep')
    .values({ importId, step, startedAt: at, ...finished })
    .onConflict((known) =>
      known.columns(['importId', 'step']).doUpdateSet((begun) => ({
        ...finished,
        startedAt: begun.fn.coalesce('importStep.startedAt', begun.val(at)),
      })),
    )
    .execute();
  await recordEvent(tx, {
    importId,
    type: 'step',
    data: { step, state, counts, ...(message !== undefined && { message }) },
    at,
  });
}
