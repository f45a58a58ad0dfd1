import type { Transaction } from '../transaction.js';
import { SESSION_CHANGES } from './change-types.js';
import { preferHashedSets } from './session-diff.js';
import { DIFFERING_SESSIONS, isDiffering } from './session-series.js';

/** Most that a report tells of; the others are counted. */
const MOST_COURSE_CHANGES = 200;

/**
 * Keeps with the import what its differences of sessions amount to for weekly courses, the biggest first: it stays when staging is
 * emptied. The first import of a year changes none. Teachers and rooms count only where they change.
 */
export async function saveCourseChanges(tx: Transaction, importId: string): Promise<void> {
  await preferHashedSets(tx);
  await tx.run(SAVE, [importId]);
}

type Side = 'current' | 'file';

/** Nothing on either side where both say the same. */
const changing = (column: string, side: Side): string =>
  `CASE WHEN current.${column} <> file.${column} THEN ${side}.${column} ELSE '{}' END`;

/** Where a course stands on one side, column by column: many sessions share it, and JSON is made for each course only. */
const PLACE: Readonly<Record<string, (side: Side) => string>> = {
  weekday: (side) => `extract(isodow FROM ${side}.date)::int`,
  startMinute: (side) => `${side}.start_minute`,
  endMinute: (side) => `${side}.end_minute`,
  audience: (side) => `${side}.audience`,
  teachers: (side) => changing('teachers', side),
  rooms: (side) => changing('rooms', side),
};
const named = (side: Side, name: string): string => `"${side} ${name}"`;
const placeColumns = (side: Side): string =>
  Object.entries(PLACE)
    .map(([name, of]) => `${of(side)} AS ${named(side, name)}`)
    .join(', ');
const placeNames = (side: Side): string =>
  Object.keys(PLACE)
    .map((name) => named(side, name))
    .join(', ');
const placeJson = (side: Side): string =>
  `CASE WHEN "is in ${side}" THEN jsonb_build_object(${Object.keys(PLACE)
    .map((name) => `'${name}', ${named(side, name)}`)
    .join(', ')}) END`;

const SAVE = `
  UPDATE import SET course_changes = (
    WITH session_change AS (
      SELECT diff.type, coalesce(current.subject_key, file.subject_key) AS "subjectKey",
             current.id IS NOT NULL AS "is in current", ${placeColumns('current')},
             file.line IS NOT NULL AS "is in file", ${placeColumns('file')},
             coalesce(current.starts_at, file.starts_at) AS starts_at
        FROM session_diff AS diff
        LEFT JOIN ${DIFFERING_SESSIONS} AS file ON file.line = diff.line
        LEFT JOIN session AS current ON current.id = diff.session_id AND current.school_year = import.school_year
                                    AND current.campus_code = import.campus_code AND ${isDiffering('current')}
       WHERE diff.import_id = $1 AND diff.type IN ${SESSION_CHANGES}
    ),
    alike AS MATERIALIZED (
      SELECT type, "subjectKey", "is in current", ${placeNames('current')}, "is in file", ${placeNames('file')},
             count(*) AS sessions, min(starts_at) AS first, count(*) OVER () AS total
        FROM session_change
       GROUP BY type, "subjectKey", "is in current", ${placeNames('current')}, "is in file", ${placeNames('file')}
    ),
    course_change AS (
      SELECT type, "subjectKey", ${placeJson('current')} AS before, ${placeJson('file')} AS after, sessions, first, total
        FROM alike
       ORDER BY sessions DESC, first, type, "subjectKey", before, after
       LIMIT ${MOST_COURSE_CHANGES}
    )
    SELECT jsonb_build_object('total', coalesce(max(total), 0), 'items', coalesce(jsonb_agg(
             jsonb_build_object('type', type, 'sessions', sessions, 'subjectKey', "subjectKey", 'before', before, 'after', after)
             ORDER BY sessions DESC, first, type, "subjectKey", before, after), '[]'))
      FROM course_change)
   WHERE id = $1 AND NOT first_of_year AND published IS NULL`;
