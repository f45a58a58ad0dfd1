import { z } from 'zod';
import type { Transaction } from '../transaction.js';
import { keepWholePlanSummary } from './plan-summary.js';

const FOUND = z.object({ id: z.string() });

/**
 * The import that has been over for longest, since before $1, and whose plan nothing can ask for any more: neither a person
 * who may still decide, nor the next import of one of its establishments, which is compared with the last one integrated.
 */
const OLDEST_PLAN = `
  SELECT import.id FROM import
   WHERE import.ended_at < $1 AND import.plan_erased_at IS NULL
     AND import.status NOT IN ('received', 'running', 'held', 'interrupted')
     AND NOT (import.published IS NOT NULL AND EXISTS (
           SELECT FROM unnest(import.establishment_ids) AS own (id)
            WHERE NOT EXISTS (
              SELECT FROM import AS later
               WHERE later.campus_code = import.campus_code AND later.school_year = import.school_year
                 AND later.published IS NOT NULL AND later.ended_at > import.ended_at
                 AND own.id = ANY (later.establishment_ids))))
   ORDER BY import.ended_at LIMIT 1
   FOR UPDATE OF import SKIP LOCKED`;

/** @returns false when there is none */
export async function eraseOldestPlan(tx: Transaction, endedBefore: Date, now: Date): Promise<boolean> {
  const found = await tx.first(FOUND, OLDEST_PLAN, [endedBefore]);
  if (found === undefined) return false;
  await erasePlan(tx, found.id, now);
  return true;
}

/** Keeps the totals of an import's plan, then erases its rows and those of the file's problems. Once: the totals are kept then. */
export async function erasePlan(tx: Transaction, importId: string, now: Date): Promise<void> {
  await keepWholePlanSummary(tx, importId);
  await tx.run('DELETE FROM import_change WHERE import_id = $1', [importId]);
  await tx.run('DELETE FROM import_problem_occurrence WHERE import_id = $1', [importId]);
  await tx.run('UPDATE import SET plan_erased_at = $2 WHERE id = $1', [importId, now]);
}
