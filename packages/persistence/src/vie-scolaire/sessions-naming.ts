import { z } from 'zod';
import type { Sql } from '../sql.js';

/** In what a file or the ENT still has before it: what a match is worth. */
export interface SessionsNaming {
  readonly sessions: number;
  /** Keys of some of their subjects, the most frequent first. */
  readonly subjectKeys: readonly string[];
}

const ROW = z.object({
  kind: z.enum(['teacher', 'class', 'group']),
  reference: z.string(),
  sessions: z.int(),
  subjectKeys: z.array(z.string()),
});

/** A teacher, class or group as sessions refer to them. */
export const namingKey = (kind: string, reference: string): string => `${kind} ${reference}`;

/**
 * Sessions to come that name each of these references, by `namingKey`: of the ENT or of the file that waits for a decision,
 * whichever has more.
 */
export async function sessionsNaming(
  sql: Sql,
  campusCode: string,
  references: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, SessionsNaming>> {
  if (references.length === 0) return new Map();
  const rows = await sql.rows(ROW, NAMING, [campusCode, today, references]);
  return new Map(rows.map(({ kind, reference, ...naming }) => [namingKey(kind, reference), naming]));
}

/** Looked at before anything is taken apart: most sessions name none of them. */
const NAMES_ONE = '(teachers && $3::text[] OR classes && $3::text[] OR groups && $3::text[])';

/** $1 campus, $2 first day, $3 references. The largest of both origins comes last. */
const NAMING = `
  WITH coming AS (
    SELECT 'ent' AS origin, teachers, classes, groups, subject_key, 1::bigint AS sessions
      FROM session
     WHERE campus_code = $1 AND date >= $2 AND state = 'planned' AND ${NAMES_ONE}
    UNION ALL
    SELECT 'file', teachers, classes, groups, subject_key, (SELECT count(*) FROM unnest(dates) AS day WHERE day >= $2)
      FROM session_staging JOIN import ON import.id = session_staging.import_id
     WHERE import.campus_code = $1 AND import.status = 'held' AND NOT is_cancelled AND ${NAMES_ONE}
  ), named AS (
    SELECT origin, kind, reference, subject_key, sum(sessions) AS sessions
      FROM coming
     CROSS JOIN LATERAL (
           SELECT 'teacher', unnest(teachers) UNION ALL SELECT 'class', unnest(classes) UNION ALL SELECT 'group', unnest(groups)
         ) AS part (kind, reference)
     WHERE reference = ANY ($3::text[])
     GROUP BY origin, kind, reference, subject_key
  )
  SELECT kind, reference, sum(sessions)::int AS sessions,
         (array_agg(subject_key ORDER BY sessions DESC, subject_key))[1:5] AS "subjectKeys"
    FROM named
   GROUP BY origin, kind, reference
   ORDER BY 3`;
