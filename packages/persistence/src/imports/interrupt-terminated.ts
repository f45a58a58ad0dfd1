import { TERMINATED_MESSAGE, type ImportRun } from '@timetable/domain';
import type { Transaction } from '../transaction.js';
import { closeImport } from './close-import.js';

/** Body of `ImportRepository.interruptTerminated`, inside its transaction. */
export async function interruptTerminated(
  tx: Transaction,
  { importId, attempt }: Pick<ImportRun, 'importId' | 'attempt'>,
  now: Date,
): Promise<boolean> {
  // Fences before the import, like every other writer: whatever the terminated attempt still writes is waited for.
  await tx.query
    .selectFrom('fence')
    .select('establishmentId')
    .where('importId', '=', importId)
    .orderBy('establishmentId')
    .forUpdate()
    .execute();
  const found = await tx.query
    .selectFrom('import')
    .select('campusCode')
    .where('id', '=', importId)
    .where('attempt', '=', attempt)
    .where('status', 'in', ['received', 'running'])
    .where('published', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) return false;
  const ending = { status: 'interrupted', code: 'terminated', message: TERMINATED_MESSAGE } as const;
  await closeImport(tx, { importId, ...found }, ending, now);
  return true;
}
