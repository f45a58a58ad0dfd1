import { LEFT_ALONE } from './change-types.js';
import { sessionJson, sessionLabel, WHOLE_AFTER } from './session-content.js';
import { seriesOfLine, sessionsAt, startOf } from './session-series.js';

// A page of a plan is read in two steps, however many sessions there are: which lines are on it, from their keys alone; then
// these lines, with their contents and labels. A held import's answers as fast as an integrated one's.

/** What an import leaves alone is listed only when asked for. $2 kind, $3 type. */
const WANTED = (kind: string, type: string): string => `
  ($2::text IS NULL OR ${kind} = $2)
  AND CASE WHEN $3::text IS NULL THEN ${type} NOT IN ${LEFT_ALONE} ELSE ${type} = $3 END`;

/** Above every id of `import_change`, so that sessions come after the rest. */
const COMPARED_FROM = 2n ** 48n;
const CREATED_FROM = 2n ** 49n;

const DIFFERENCES = `
  SELECT diff.type, diff.session_id, diff.line FROM import JOIN session_diff AS diff ON diff.import_id = import.id
   WHERE import.id = $1 AND import.published IS NULL`;
const MADE = `
  SELECT made.id FROM import
    JOIN session AS made ON made.created_by = import.id AND made.school_year = import.school_year
                        AND made.campus_code = import.campus_code
   WHERE import.id = $1 AND import.published IS NOT NULL AND import.plan_erased_at IS NULL`;

/** Sessions of the differences in calendar order. A position is the same on every page, whatever is asked for. */
const COMPARED = `
  SELECT ${COMPARED_FROM} + row_number() OVER (
           ORDER BY coalesce(${startOf('series', 'diff.line')}, extract(epoch FROM current.starts_at)::bigint),
                    diff.type, diff.session_id, diff.line) AS position,
         diff.type, diff.session_id, diff.line
    FROM (${DIFFERENCES}) AS diff
    LEFT JOIN session_staging AS series ON series.import_id = $1 AND series.series = ${seriesOfLine('diff.line')}
    LEFT JOIN (SELECT session.id, session.starts_at FROM import
                 JOIN session ON session.campus_code = import.campus_code AND session.school_year = import.school_year
                WHERE import.id = $1) AS current ON current.id = diff.session_id AND diff.line IS NULL`;

/** $1 import, $2 kind, $3 type, $4 position of the last row of the page before, $5 how many. */
export const PAGE_KEYS = `
  SELECT position, type, session_id, line
    FROM (SELECT id AS position, type, NULL::bigint AS session_id, NULL::int AS line FROM import_change
           WHERE import_id = $1 AND ${WANTED('kind', 'type')}
          UNION ALL
          SELECT * FROM (${COMPARED}) AS compared WHERE ${WANTED(`'session'`, 'type')}
          UNION ALL
          SELECT ${CREATED_FROM} + id, 'created', id, NULL FROM (${MADE}) AS made WHERE ${WANTED(`'session'`, `'created'`)}) AS plan
   WHERE position > coalesce($4::bigint, 0)
   ORDER BY position LIMIT $5`;

/** Every line, whatever the page, and those that are only counted any more. $1 import, $2 kind, $3 type. */
export const PLAN_TOTAL = `
  SELECT ((SELECT count(*) FROM import_change WHERE import_id = $1 AND ${WANTED('kind', 'type')})
        + (SELECT count(*) FROM (${DIFFERENCES}) AS diff WHERE ${WANTED(`'session'`, 'type')})
        + (SELECT count(*) FROM (${MADE}) AS made WHERE ${WANTED(`'session'`, `'created'`)}))::int AS total,
         (SELECT coalesce(sum(count), 0) FROM import_summary
           WHERE import_id = $1 AND grouping = 'kind' AND ${WANTED('key', 'type')})::int AS gone`;

const FILE_STATE = `CASE WHEN file.is_cancelled THEN 'cancelled' ELSE 'planned' END`;
/** A first import also makes the lessons that were cancelled before it. */
const MADE_STATE = `CASE WHEN current.updated_by = current.created_by AND NOT current.edited_by_hand THEN current.state ELSE 'planned' END`;

/** $1 import, $2 to $5 the keys of the lines: positions, types, sessions, lines of the file. */
export const PAGE_ROWS = `
  WITH page AS MATERIALIZED (
    SELECT * FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::int[]) AS page (position, type, session_id, line)
  ), file AS MATERIALIZED (
    -- Once for the whole page, whatever the planner believes of staging: it has the statistics of another import, or none.
    SELECT * FROM ${sessionsAt('$5::int[]')} AS file
  )
  SELECT * FROM (
    SELECT id AS position, kind, type, key, label, before, ${WHOLE_AFTER} FROM import_change
     WHERE import_id = $1 AND id = ANY ($2::bigint[])
    UNION ALL
    SELECT page.position, 'session', page.type, coalesce(current.id::text, ''),
           CASE WHEN page.line IS NULL OR page.type = 'kept' THEN ${sessionLabel('current')}
                WHEN page.type = 'moved' THEN ${sessionLabel('current', 'file')}
                ELSE ${sessionLabel('file')} END,
           CASE WHEN page.position < ${CREATED_FROM} AND current.id IS NOT NULL THEN ${sessionJson('current', 'current.state')} END,
           CASE WHEN page.type = 'kept' THEN ${sessionJson('current', 'current.state')}
                WHEN page.line IS NOT NULL THEN ${sessionJson('file', FILE_STATE)}
                WHEN page.type = 'cancelled' THEN ${sessionJson('current', `'cancelled'`)}
                WHEN page.position >= ${CREATED_FROM} THEN ${sessionJson('current', MADE_STATE)} END
      FROM page
      JOIN import ON import.id = $1
      LEFT JOIN file ON file.line = page.line
      LEFT JOIN session AS current ON current.id = page.session_id AND current.school_year = import.school_year
     WHERE page.position >= ${COMPARED_FROM}
  ) AS plan ORDER BY position`;
