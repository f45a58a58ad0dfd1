import { z } from 'zod';
import type { Transaction } from '../transaction.js';
import { LEFT_ALONE } from './change-types.js';
import { preferSets } from './session-diff.js';
import { WHOLE_AFTER } from './session-content.js';
import { DIFFERING_SESSIONS, isDiffering } from './session-series.js';

// What a plan changes, counted by what it is about. Sessions are counted from staging until the import is published, then from
// what it has changed and created; what its rows said is kept beside it once they are gone, all of it or, of an import that
// never wrote, what staging said.

/** Sessions that import $1 changes or would change, each as it becomes, or as it was when it goes. */
const CHANGED_SESSIONS = `
  SELECT diff.type, coalesce(file.date, current.date) AS date, coalesce(file.subject_key, current.subject_key) AS subject_key,
         coalesce(file.teachers, current.teachers) AS teachers, coalesce(file.classes, current.classes) AS classes,
         coalesce(file.groups, current.groups) AS groups
    FROM import
    JOIN session_diff AS diff ON diff.import_id = import.id AND diff.type NOT IN ${LEFT_ALONE}
    LEFT JOIN ${DIFFERING_SESSIONS} AS file ON file.line = diff.line
    LEFT JOIN session AS current ON current.id = diff.session_id AND current.school_year = import.school_year
                                AND current.campus_code = import.campus_code AND ${isDiffering('current')} AND diff.line IS NULL
   WHERE import.id = $1 AND import.published IS NULL AND import.plan_erased_at IS NULL
  UNION ALL
  SELECT change.type, content.date, content.subject_key, content.teachers, content.classes, content.groups
    FROM import_change AS change,
         jsonb_to_record(coalesce(${WHOLE_AFTER}, before))
           AS content (date date, subject_key text, teachers text[], classes text[], groups text[])
   WHERE change.import_id = $1 AND change.kind = 'session' AND change.type NOT IN ${LEFT_ALONE}
  UNION ALL
  SELECT 'created', made.date, made.subject_key, made.teachers, made.classes, made.groups
    FROM import
    JOIN session AS made ON made.created_by = import.id AND made.school_year = import.school_year
                        AND made.campus_code = import.campus_code
   WHERE import.id = $1 AND import.published IS NOT NULL AND import.plan_erased_at IS NULL`;

/** Classes that groups draw from: a group's sessions are theirs. The plan's own groups may not exist yet. */
const GROUP_CLASSES = `
  SELECT "group".key, class_id FROM import
    JOIN "group" ON "group".campus_code = import.campus_code AND "group".school_year = import.school_year, unnest(class_ids) AS class_id
   WHERE import.id = $1
  UNION
  SELECT key, class_id FROM import_change, jsonb_array_elements_text(after -> 'classIds') AS class_id
   WHERE import_id = $1 AND kind = 'group' AND after IS NOT NULL`;

/** Grouped, each group under the keys that sessions hold. $1 import. */
const GROUPED_SESSIONS = `
  WITH changed AS MATERIALIZED (
    SELECT row_number() OVER () AS place, changed.* FROM (${CHANGED_SESSIONS}) AS changed
  ),
  group_class AS MATERIALIZED (${GROUP_CLASSES}),
  of_class AS (
    SELECT place, type, class_id FROM changed, unnest(classes) AS class_id
    UNION
    SELECT place, type, class_id FROM changed, unnest(groups) AS group_key JOIN group_class ON group_class.key = group_key
  )
  SELECT 'kind' AS grouping, 'session' AS key, type, count(*)::int AS count FROM changed GROUP BY type
  UNION ALL
  SELECT 'week', to_char(date_trunc('week', date), 'YYYY-MM-DD'), type, count(*)::int FROM changed GROUP BY 2, type
  UNION ALL
  SELECT 'subject', subject_key, type, count(*)::int FROM changed GROUP BY subject_key, type
  UNION ALL
  SELECT 'teacher', teacher, type, count(*)::int FROM changed, unnest(teachers) AS teacher GROUP BY teacher, type
  UNION ALL
  SELECT 'class', class_id, type, count(*)::int FROM of_class GROUP BY class_id, type`;

/** What the rows of import $1 say, grouped. */
const GROUPED = `
  SELECT grouping, key, type, count FROM (${GROUPED_SESSIONS}) AS counted
  UNION ALL
  SELECT 'kind', kind, type, count(*)::int FROM import_change
   WHERE import_id = $1 AND kind <> 'session' AND type NOT IN ${LEFT_ALONE} GROUP BY kind, type`;

/** Every group of one grouping: $1 import, $2 grouping. */
export const PLAN_SUMMARY = `
  SELECT key, type, sum(count)::int AS count
    FROM (SELECT grouping, key, type, count FROM (${GROUPED}) AS rows
          UNION ALL
          SELECT grouping, key, type, count FROM import_summary WHERE import_id = $1) AS summary
   WHERE grouping = $2
   GROUP BY key, type`;

/** Counts all that the rows of a plan say, beside what was kept of its staging, before they are erased. */
export async function keepWholePlanSummary(tx: Transaction, importId: string): Promise<void> {
  await preferSets(tx);
  await tx.run(
    `INSERT INTO import_summary (import_id, grouping, key, type, count)
     SELECT $1, grouping, key, type, sum(count)::int FROM (${GROUPED}) AS rows GROUP BY grouping, key, type
     ON CONFLICT (import_id, grouping, key, type) DO UPDATE SET count = import_summary.count + EXCLUDED.count`,
    [importId],
  );
}

const STAGED = z.object({ importId: z.uuid() });

/** Counts what imports that end without writing would have done to sessions, before their staging is emptied. */
export async function keepPlanSummary(tx: Transaction, importIds: readonly string[]): Promise<void> {
  // Most never came that far: nothing is to be counted of them.
  const compared = await tx.rows(
    STAGED,
    `SELECT import_id AS "importId" FROM staged_part WHERE part = 'diff' AND import_id = ANY ($1::uuid[])`,
    [importIds],
  );
  if (compared.length === 0) return;
  await preferSets(tx);
  for (const { importId } of compared) {
    await tx.run(
      `INSERT INTO import_summary (import_id, grouping, key, type, count)
       SELECT $1, grouping, key, type, count FROM (${GROUPED_SESSIONS}) AS counted
        WHERE EXISTS (SELECT FROM import WHERE id = $1 AND published IS NULL)
       ON CONFLICT DO NOTHING`,
      [importId],
    );
  }
}
