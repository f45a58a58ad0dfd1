import type { ComingAudiences, SessionDiffInput } from '@timetable/domain';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';

const COMING: z.ZodType<ComingAudiences> = z.object({
  inCurrent: z.array(z.string()),
  inFile: z.array(z.string()),
});

/** Audience items with a session to come. What the import keeps although the file lacks it still comes. */
export async function comingAudiences(
  tx: Transaction,
  importId: string,
  {
    target,
    schoolYear,
    frozenBefore,
    now,
  }: Pick<SessionDiffInput, 'target' | 'schoolYear' | 'frozenBefore' | 'now'>,
): Promise<ComingAudiences> {
  const coming = await tx.first(COMING, COMING_ITEMS, [
    importId,
    schoolYear,
    target.campusCode,
    target.establishments.map(({ id }) => id),
    frozenBefore ?? now,
  ]);
  if (coming === undefined) throw new Error('An aggregate gave no row.');
  return coming;
}

/** $1 import, $2 to $4 whose current state, $5 from when on. */
const COMING_ITEMS = `
  WITH current AS MATERIALIZED (
    SELECT audience, bool_or(id IN (SELECT session_id FROM session_diff WHERE import_id = $1 AND type = 'kept')) AS is_kept
      FROM session
     WHERE school_year = $2 AND campus_code = $3 AND establishment_ids <@ $4::text[] AND state = 'planned'
       AND starts_at > $5::timestamptz
     GROUP BY audience
  ),
  file AS (
    SELECT DISTINCT audience FROM session_staging
     WHERE import_id = $1 AND to_timestamp((SELECT max(start) FROM unnest(starts) AS start)) > $5::timestamptz
    UNION ALL
    SELECT audience FROM current WHERE is_kept
  )
  SELECT ARRAY(SELECT DISTINCT item FROM current, unnest(audience) AS item ORDER BY 1) AS "inCurrent",
         ARRAY(SELECT DISTINCT item FROM file, unnest(audience) AS item ORDER BY 1) AS "inFile"`;
