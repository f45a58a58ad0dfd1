import { TERMINATED_MESSAGE, type ImportRun } from '@timetable/domain';
import type { Transaction } from '../transaction.js';
import { closeImport } from './close-import.js';
import { lockFencesOf } from './fence.js';
import { lockUnfinished } from './lock-unfinished.js';

/** Body of `ImportRepository.interruptTerminated`, inside its transaction. */
export async function interruptTerminated(
  tx: Transaction,
  attempt: Pick<ImportRun, 'importId' | 'attempt'>,
  now: Date,
): Promise<boolean> {
  // Whatever the terminated attempt still writes is waited for.
  await lockFencesOf(tx, attempt.importId);
  const found = await lockUnfinished(tx, attempt);
  if (found === undefined || found.isPublished) return false;
  const { importId } = attempt;
  const ending = { status: 'interrupted', code: 'terminated', message: TERMINATED_MESSAGE } as const;
  await closeImport(tx, { importId, campusCode: found.campusCode }, ending, now);
  return true;
}
