import type { Transaction } from '../transaction.js';
import { SESSION_CHANGES } from './change-types.js';
import { preferSets } from './session-diff.js';
import { DIFFERING_SESSIONS } from './session-series.js';

/** Most that a report tells of; the others are counted. */
const MOST_COURSE_CHANGES = 200;

/**
 * Keeps with the import what its differences of sessions amount to for weekly courses, the biggest first: it stays when staging is
 * emptied. The first import of a year changes none. Teachers and rooms count only where they change.
 */
export async function saveCourseChanges(tx: Transaction, importId: string): Promise<void> {
  await preferSets(tx);
  await tx.run(SAVE, [importId]);
}

const place = (alias: string, teachers: string, rooms: string): string => `
  jsonb_build_object('weekday', extract(isodow FROM ${alias}.date)::int, 'startMinute', ${alias}.start_minute,
                     'endMinute', ${alias}.end_minute, 'audience', ${alias}.audience,
                     'teachers', ${teachers}, 'rooms', ${rooms})`;

/** Empty on both sides where both say the same. */
const changing = (column: string, side: 'current' | 'file'): string =>
  `CASE WHEN current.${column} <> file.${column} THEN ${side}.${column} ELSE '{}' END`;

const side = (alias: 'current' | 'file'): string =>
  place(alias, changing('teachers', alias), changing('rooms', alias));

const SAVE = `
  UPDATE import SET course_changes = (
    WITH session_change AS MATERIALIZED (
      SELECT diff.type, coalesce(current.subject_key, file.subject_key) AS "subjectKey",
             CASE WHEN current.id IS NOT NULL THEN ${side('current')} END AS before,
             CASE WHEN file.line IS NOT NULL THEN ${side('file')} END AS after,
             coalesce(current.starts_at, file.starts_at) AS starts_at
        FROM session_diff AS diff
        LEFT JOIN ${DIFFERING_SESSIONS} AS file ON file.line = diff.line
        LEFT JOIN session AS current ON current.id = diff.session_id AND current.school_year = import.school_year
                                    AND current.campus_code = import.campus_code
       WHERE diff.import_id = $1 AND diff.type IN ${SESSION_CHANGES}
    ),
    course_change AS (
      SELECT type, "subjectKey", before, after, count(*) AS sessions, min(starts_at) AS first, count(*) OVER () AS total
        FROM session_change GROUP BY type, "subjectKey", before, after
       ORDER BY sessions DESC, first, type, "subjectKey", before, after
       LIMIT ${MOST_COURSE_CHANGES}
    )
    SELECT jsonb_build_object('total', coalesce(max(total), 0), 'items', coalesce(jsonb_agg(
             jsonb_build_object('type', type, 'sessions', sessions, 'subjectKey', "subjectKey", 'before', before, 'after', after)
             ORDER BY sessions DESC, first, type, "subjectKey", before, after), '[]'))
      FROM course_change)
   WHERE id = $1 AND NOT first_of_year AND published IS NULL`;
