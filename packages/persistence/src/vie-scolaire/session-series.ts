import type { SessionDraft } from '@timetable/domain';
import { KEPT_COLUMNS, SESSION_CONTENT } from './session-content.js';

// Sessions are staged by series: those of one weekly course that differ by their date only. Sixteen thousand sessions are
// some six hundred series, twenty times less to send, to hash and to keep until the import is published.

/** A session of a series is named by one number, its line: the series' times this, plus its rank. */
const LONGEST_SERIES = 64;

/** Series of a line. */
export const seriesOfLine = (line: string): string => `${line} / ${LONGEST_SERIES}`;

/** Place of a line in the arrays of its series. */
export const nthOfLine = (line: string): string => `${line} % ${LONGEST_SERIES} + 1`;

export type Series = readonly [SessionDraft, ...SessionDraft[]];

/** Groups consecutive sessions that are alike. */
export function* seriesOf(sessions: Iterable<SessionDraft>): Generator<Series> {
  let series: [SessionDraft, ...SessionDraft[]] | undefined;
  for (const session of sessions) {
    if (series !== undefined && series.length < LONGEST_SERIES && areAlike(series[0], session)) {
      series.push(session);
      continue;
    }
    if (series !== undefined) yield series;
    series = [session];
  }
  if (series !== undefined) yield series;
}

const areAlike = (a: SessionDraft, b: SessionDraft): boolean =>
  a.isCancelled === b.isCancelled &&
  a.startMinute === b.startMinute &&
  a.endMinute === b.endMinute &&
  a.subjectKey === b.subjectKey &&
  areEqual(a.audience, b.audience) &&
  areEqual(a.teachers, b.teachers) &&
  areEqual(a.rooms, b.rooms) &&
  areEqual(a.classes, b.classes) &&
  areEqual(a.groups, b.groups) &&
  areEqual(a.establishmentIds, b.establishmentIds) &&
  areEqual(a.unsaid ?? [], b.unsaid ?? []);

/** Sessions of one course mostly share their arrays: rarely is an item looked at. */
const areEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((item, index) => item === b[index]));

/** Columns that differ inside a series, each kept as an array. */
const DATED: Readonly<Record<string, (array: (name: string) => string) => string>> = {
  date: (array) => array('dates'),
  starts_at: (array) => `to_timestamp(${array('starts')})`,
  ends_at: (array) => `to_timestamp(${array('ends')})`,
};

const KEEPABLE: ReadonlySet<string> = new Set(Object.values(KEPT_COLUMNS).flat());

/** Line of the `nth` (from 1) session of a series. */
export const lineOf = (series: string, nth: string): string =>
  `${series}.series * ${LONGEST_SERIES} + ${nth}::int - 1`;

/** Differences of import $1 as the file's sessions, each looked up in its series: a re-import expands what differs alone. */
const differingWhere = (condition: string): string => `
  (SELECT diff.line, series.is_cancelled, ${SESSION_CONTENT.map((name) => `${valueOf(name)} AS ${name}`).join(', ')}
     FROM session_diff AS diff
     JOIN session_staging AS series ON series.import_id = $1 AND series.series = ${seriesOfLine('diff.line')}
    WHERE diff.import_id = $1 AND ${condition})`;

/** @param lines an array of the wanted ones */
export const sessionsAt = (lines: string): string => differingWhere(`diff.line = ANY (${lines})`);

/** The file's side of every difference of import $1, with the columns of a session. */
export const DIFFERING_SESSIONS = differingWhere('true');

/**
 * Whether a current session is one of the differences of import $1: these few are looked up by their ids, whatever else the campus
 * has. A join alone reads all of it, since staging has no statistics that would tell how few they are.
 */
export const isDiffering = (current: string): string =>
  `${current}.id = ANY (ARRAY(SELECT session_id FROM session_diff WHERE import_id = $1 AND session_id IS NOT NULL))`;

/** Instant at which a line starts, in seconds since 1970: all that puts differences in order. */
export const startOf = (series: string, line: string): string => `${series}.starts[${nthOfLine(line)}]`;

function valueOf(name: string): string {
  const dated = DATED[name];
  const stated =
    dated === undefined ? `series.${name}` : dated((array) => `series.${array}[${nthOfLine('diff.line')}]`);
  return KEEPABLE.has(name) ? `coalesce(diff.kept_${name}, ${stated})` : stated;
}
