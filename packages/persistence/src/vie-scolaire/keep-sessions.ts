import type { SessionDiffInput } from '@timetable/domain';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';
import { KEPT_COLUMNS } from './session-content.js';
import { DIFFERING_SESSIONS, isDiffering, nthOfLine, seriesOfLine } from './session-series.js';

/**
 * After the comparison: what the file leaves unsaid is no difference (import-rules §2). A session that a course not wholly
 * read may be keeps what that course does not say; one that nothing pairs stays when such a course may be its own.
 */
export async function keepSessions(
  tx: Transaction,
  importId: string,
  { schoolYear, unread }: Pick<SessionDiffInput, 'schoolYear' | 'unread'>,
): Promise<void> {
  const staged = await tx.first(ANY, ANY_UNSAID, [importId]);
  if (staged?.isAny === true) {
    await tx.run(PAIR_LEFT_OVER, [importId, schoolYear]);
    await tx.run(KEEP_UNSAID, [importId, schoolYear]);
    await tx.run(KEEP_SAME, [importId, schoolYear]);
  }
  if (unread === undefined || unread.traces.length === 0) return;
  await tx.run(KEEP_TRACED, [importId, schoolYear, JSON.stringify(unread.traces), unread.firstMonday]);
}

const ANY = z.object({ isAny: z.boolean() });
const ANY_UNSAID = `
  SELECT EXISTS (SELECT FROM session_staging WHERE import_id = $1 AND unsaid <> '{}') AS "isAny"`;

/** $1 import, $2 year: sessions that no way paired. */
const CURRENT_LEFT_OVER = (types: string): string => `
  SELECT diff.ctid AS address, id, date, start_minute, subject_key, audience, teachers
    FROM session_diff AS diff
    JOIN session ON school_year = $2 AND id = diff.session_id AND ${isDiffering('session')}
   WHERE diff.import_id = $1 AND diff.type IN (${types}) AND diff.line IS NULL`;

/** Whoever attends or teaches that is known on both sides says whether two may be one. */
const MAY_BE_FOR_THE_SAME = `
  CASE WHEN NOT 'audience' = ANY (file.unsaid) THEN file.audience = current.audience
       ELSE file.audience && current.audience
            OR file.teachers && current.teachers
            OR 'teachers' = ANY (file.unsaid)
            OR file.audience = '{}' AND (file.teachers = '{}' OR current.teachers = '{}') END`;

/**
 * A session of the file that is not wholly read has no pair when what tells it is what it lacks: it is the one of the same
 * moment that what it does say agrees with. Of several such only the first is certain; none is given twice.
 */
const PAIR_LEFT_OVER = `
  WITH file AS MATERIALIZED (
    SELECT diff.ctid AS address, diff.line, diff.file_hash, unsaid, start_minute, subject_key, audience, teachers,
           dates[${nthOfLine('diff.line')}] AS date
      FROM session_diff AS diff
      JOIN session_staging AS series ON series.import_id = $1 AND series.series = ${seriesOfLine('diff.line')}
     WHERE diff.import_id = $1 AND diff.type = 'created' AND unsaid <> '{}'
  ),
  current AS MATERIALIZED (${CURRENT_LEFT_OVER(`'cancelled', 'edited_by_hand'`)}),
  candidate AS MATERIALIZED (
    SELECT file.address AS file_address, line, file_hash, current.address AS current_address, id
      FROM file JOIN current USING (date, start_minute)
     WHERE ('subject' = ANY (file.unsaid) OR file.subject_key = current.subject_key) AND ${MAY_BE_FOR_THE_SAME}
  ),
  chosen AS (
    SELECT DISTINCT ON (current_address) *
      FROM (SELECT DISTINCT ON (line) * FROM candidate ORDER BY line, id) AS first_candidate
     ORDER BY current_address, line
  ),
  doubled AS (
    DELETE FROM session_diff
     WHERE import_id = $1 AND ctid = ANY (ARRAY(SELECT file_address FROM candidate))
  )
  UPDATE session_diff
     SET line = chosen.line, file_hash = chosen.file_hash, type = CASE type WHEN 'cancelled' THEN 'modified' ELSE type END
    FROM chosen
   WHERE import_id = $1 AND session_diff.ctid = chosen.current_address`;

/** Rows of which both sides are there and the file's is not wholly read. */
const PAIRED_UNREAD = `
  diff.import_id = $1 AND series.import_id = $1 AND series.series = ${seriesOfLine('diff.line')}
  AND series.unsaid <> '{}' AND current.school_year = $2 AND current.id = diff.session_id AND ${isDiffering('current')}`;

const facetsKeeping = (column: string): string[] =>
  Object.entries(KEPT_COLUMNS).flatMap(([facet, kept]) =>
    kept.some((name) => name === column) ? [`'${facet}'`] : [],
  );

/** A session that begins at another time does not end when it did. */
const BEGINS_THE_SAME = `AND current.starts_at = to_timestamp(series.starts[${nthOfLine('diff.line')}])`;
const KEPT_WHEN: Readonly<Record<string, string>> = { end_minute: BEGINS_THE_SAME, ends_at: BEGINS_THE_SAME };

const KEEP_UNSAID = `
  UPDATE session_diff AS diff
     SET ${[...new Set(Object.values(KEPT_COLUMNS).flat())]
       .map(
         (column) =>
           `kept_${column} = CASE WHEN series.unsaid && ARRAY[${facetsKeeping(column).join()}] COLLATE "C"
                                   ${KEPT_WHEN[column] ?? ''} THEN current.${column} END`,
       )
       .join(', ')}
    FROM session_staging AS series, session AS current
   WHERE ${PAIRED_UNREAD} AND diff.type NOT IN ('frozen', 'kept')`;

/** What a person sees of a session. */
const SEEN = ['subject_key', 'audience', 'teachers', 'end_minute', 'rooms', 'starts_at', 'ends_at'];
const seen = (alias: string): string => SEEN.map((name) => `${alias}.${name}`).join(', ');

/** Nothing is left to change; or the file does not say for sure that a cancelled session takes place again. */
const KEEP_SAME = `
  UPDATE session_diff AS diff SET type = 'kept'
    FROM session_staging AS series, session AS current, ${DIFFERING_SESSIONS} AS file
   WHERE ${PAIRED_UNREAD} AND file.line = diff.line
     AND (diff.type = 'modified' AND (${seen('file')}) = (${seen('current')})
          OR diff.type = 'revived' AND 'weeks' = ANY (series.unsaid))`;

const TRACE = `(day int, "startMinute" int, "subjectKey" text COLLATE "C", audience text[] COLLATE "C", "isAudienceWhole" boolean,
                teachers text[] COLLATE "C", weeks int[])`;

const MAY_BE_OF_TRACE = `
  (trace."subjectKey" IS NULL OR trace."subjectKey" = current.subject_key)
  AND (trace.weeks IS NULL OR current.week = ANY (trace.weeks))
  AND CASE WHEN trace."isAudienceWhole" AND trace.audience <> '{}' AND current.audience <> '{}'
             THEN current.audience <@ trace.audience
           ELSE current.audience && trace.audience
                OR current.teachers && trace.teachers
                OR trace.teachers = '{}' AND (trace.audience = '{}' OR NOT trace."isAudienceWhole") END`;

/** $1 import, $2 year, $3 traces, $4 Monday of week 1. Traces that say when are looked up by it: there may be thousands. */
const KEEP_TRACED = `
  WITH trace AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($3::jsonb) AS trace ${TRACE}),
  current AS MATERIALIZED (
    SELECT *, extract(isodow FROM date)::int AS day, (date - $4::date) / 7 + 1 AS week
      FROM (${CURRENT_LEFT_OVER(`'cancelled'`)}) AS left_over
  ),
  traced AS (
    SELECT address FROM current JOIN trace ON trace.day = current.day AND trace."startMinute" = current.start_minute
     WHERE ${MAY_BE_OF_TRACE}
    UNION
    SELECT address FROM current, trace
     WHERE (trace.day IS NULL OR trace."startMinute" IS NULL)
       AND current.day = coalesce(trace.day, current.day)
       AND current.start_minute = coalesce(trace."startMinute", current.start_minute)
       AND ${MAY_BE_OF_TRACE}
  )
  UPDATE session_diff SET type = 'kept'
   WHERE import_id = $1 AND ctid = ANY (ARRAY(SELECT address FROM traced))`;
