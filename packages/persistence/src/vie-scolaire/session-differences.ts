import { presentAudience, type AliasesAt } from './audience-aliases.js';
import { columns, SESSION_CONTENT } from './session-content.js';
import { hash } from './session-hash.js';
import { pairing } from './session-pairing.js';
import { isDiffering, lineOf } from './session-series.js';

/** A row belongs to the target when all of its establishments do. */
const IN_TARGET = 'school_year = $2 AND campus_code = $3 AND establishment_ids <@ $4::text[]';

/** What the sessions of a series have in common. */
const SERIES_CONTENT = SESSION_CONTENT.filter((name) => !['date', 'starts_at', 'ends_at'].includes(name));

/** Of a whole session; the part that a series shares is hashed once per series. */
const contentHash = (sharedHash: string): string => hash(`${sharedHash}, date, starts_at, ends_at`);

/** $1 import. Sessions of the file as far as their dates, and what each series of them shares. */
const FILE_SIDE = `
  series AS MATERIALIZED (
    SELECT series, ${columns(SERIES_CONTENT)}, dates, starts, ends, ${hash(columns(SERIES_CONTENT))} AS shared_hash
      FROM session_staging WHERE import_id = $1
  ),
  file_all AS MATERIALIZED (
    SELECT line, series, date, starts_at, ends_at, shared_hash, ${contentHash('shared_hash')} AS content_hash
      FROM (SELECT ${lineOf('series', 'nth')} AS line, series.series, date, to_timestamp(dated.starts) AS starts_at,
                   to_timestamp(dated.ends) AS ends_at, shared_hash
              FROM series,
                   unnest(series.dates, series.starts, series.ends) WITH ORDINALITY AS dated (date, starts, ends, nth)) AS dated
  )`;

const CURRENT_SIDE = `
  current_all AS MATERIALIZED (
    SELECT id, state, shared_hash, ${contentHash('shared_hash')} AS content_hash
      FROM (SELECT id, state, date, starts_at, ends_at, ${hash(columns(SERIES_CONTENT))} AS shared_hash
              FROM session WHERE ${IN_TARGET} OFFSET 0) AS hashed
  )`;

/**
 * Courses that stay as they are, by what their sessions share: as many planned ones, at the same moments, on both sides. Nearly all
 * of a timetable that was imported before; the rest looks at what is left alone. Here hashes decide, as below: equally many whose
 * hashes have the same sum are the same.
 */
const UNCHANGED_COURSES = `
  unchanged AS MATERIALIZED (
    SELECT shared_hash
      FROM (SELECT shared_hash, count(*) AS sessions, sum(content_hash) AS contents FROM file_all
             WHERE EXISTS (SELECT FROM current_all) GROUP BY shared_hash) AS file
      JOIN (SELECT shared_hash, count(*) AS sessions, sum(content_hash) AS contents FROM current_all
             WHERE state = 'planned' GROUP BY shared_hash) AS current
     USING (shared_hash, sessions, contents)
  ),
  file_0 AS MATERIALIZED (
    SELECT * FROM file_all WHERE shared_hash NOT IN (SELECT shared_hash FROM unchanged)
  ),
  current_0 AS MATERIALIZED (
    SELECT * FROM current_all WHERE state <> 'planned' OR shared_hash NOT IN (SELECT shared_hash FROM unchanged)
  )`;

/**
 * Equal contents: planned sessions that stay as they are. Here the hash decides: in one import of 16 000 sessions, two
 * that differ would share its 64 bits once in a hundred thousand million imports.
 */
const EQUAL = `
  pair_0 AS MATERIALIZED (
    SELECT file.line, current.id
      FROM (SELECT line, content_hash, row_number() OVER (PARTITION BY content_hash ORDER BY line) AS rank FROM file_0
             WHERE content_hash IN (SELECT content_hash FROM current_0 WHERE state = 'planned')) AS file
      JOIN (SELECT id, content_hash, row_number() OVER (PARTITION BY content_hash ORDER BY id) AS rank FROM current_0
             WHERE state = 'planned') AS current
     USING (content_hash, rank)
  )`;

/** Equal ones are ranked by what tells them apart, so that the most alike meet. */
const LIKENESS = 'teachers, end_minute, rooms, groups';

/** What the pairing knows of a session (session-pairing.ts), computed alike on both sides. */
const pairingColumns = (key: string): string => `
  coalesce(starts_at > $5::timestamptz, true) AS to_come, date, (date - date '2000-01-03') / 7 AS week, start_minute,
  end_minute - start_minute AS length, ${hash('subject_key, audience')} AS lesson, ${hash('subject_key, teachers')} AS taught,
  ${hash('teachers')} AS teachers, content_hash AS content,
  row_number() OVER (ORDER BY date, start_minute, ${LIKENESS}, ${key}) AS place`;

/** Whom sessions are for, where both sides have some at the same hour, of the same subject and teachers. */
const AUDIENCES = (left: { readonly file: string; readonly current: string }): string => `
  file_audience AS MATERIALIZED (
    SELECT line, item FROM file_1 JOIN series USING (series), unnest(audience) AS item
     WHERE line IN (SELECT line FROM ${left.file}
                     WHERE (date, start_minute, taught) IN (SELECT date, start_minute, taught FROM ${left.current}))
  ),
  current_item AS MATERIALIZED (
    SELECT id, item FROM current_1, unnest(audience) AS item
     WHERE id IN (SELECT id FROM ${left.current}
                   WHERE (date, start_minute, taught) IN (SELECT date, start_minute, taught FROM ${left.file}))
  ),
  related AS MATERIALIZED (
    SELECT pair ->> 0 AS item, pair ->> 1 AS other FROM jsonb_array_elements($6::jsonb) AS pair
  ),
  current_audience AS MATERIALIZED (
    SELECT id, item FROM current_item
    UNION
    SELECT id, other FROM current_item JOIN related USING (item)
  )`;

/**
 * $1 import, $2 to $4 whose current state, $5 bound, $6 pairs of audience items that share pupils. Equal contents are unchanged: no
 * row. A session under an alias is never among them, since its classes or groups differ too: publishing stores its new audience.
 */
export const storeDifferences = (aliases: AliasesAt): string => `
  WITH ${FILE_SIDE},
  ${CURRENT_SIDE},
  ${UNCHANGED_COURSES},
  ${EQUAL},
  file_1 AS MATERIALIZED (
    SELECT * FROM file_0 WHERE NOT EXISTS (SELECT FROM pair_0 WHERE pair_0.line = file_0.line)
  ),
  current_1 AS MATERIALIZED (
    SELECT id, state, edited_by_hand, former_content, ${columns(SESSION_CONTENT.filter((name) => name !== 'audience'))},
           ${presentAudience(aliases)}, ${contentHash(hash(columns(SERIES_CONTENT)))} AS content_hash
      FROM session
     -- By their ids alone: mostly few, and a second look at the whole campus costs as much as the first.
     WHERE school_year = $2
       AND id = ANY (ARRAY(SELECT id FROM current_0 WHERE NOT EXISTS (SELECT FROM pair_0 WHERE pair_0.id = current_0.id)))
  ),
  file_left_0 AS MATERIALIZED (
    SELECT line, ${pairingColumns('line')}, content_hash AS former FROM file_1 JOIN series USING (series)
     WHERE EXISTS (SELECT FROM current_1)
  ),
  current_left_0 AS MATERIALIZED (
    SELECT id, state, ${pairingColumns('id')}, former_content AS former FROM current_1
     WHERE EXISTS (SELECT FROM file_1)
  ),
  ${pairing(AUDIENCES)}
  INSERT INTO session_diff (import_id, type, session_id, line, file_hash, current_hash)
  SELECT $1, CASE WHEN current.starts_at <= $5::timestamptz THEN 'frozen'
                  WHEN edited_by_hand THEN 'edited_by_hand'
                  WHEN state = 'cancelled' THEN 'revived'
                  WHEN (current.date, current.start_minute) <> (file.date, file.start_minute) THEN 'moved'
                  ELSE 'modified' END, id, line, file.content, current.content_hash
    FROM pair JOIN current_1 AS current USING (id) JOIN file_left_0 AS file USING (line)
  UNION ALL
  SELECT $1, CASE WHEN starts_at <= $5::timestamptz THEN 'frozen' ELSE 'created' END, NULL, line, content_hash, NULL
    FROM file_1 WHERE NOT EXISTS (SELECT FROM pair WHERE pair.line = file_1.line)
  UNION ALL
  SELECT $1, CASE WHEN starts_at <= $5::timestamptz THEN 'frozen'
                  WHEN edited_by_hand THEN 'edited_by_hand'
                  ELSE 'cancelled' END, id, NULL, NULL, content_hash
    FROM current_1 WHERE state = 'planned' AND NOT EXISTS (SELECT FROM pair WHERE pair.id = current_1.id)`;

/** A weekly course as its sessions say it: the same subject at the same hours of the same weekday, with each class or group. */
const COURSE = (audience: string): string =>
  `extract(isodow FROM date) AS weekday, start_minute, end_minute, subject_key,
   unnest(CASE WHEN ${audience} = '{}' THEN ARRAY[''] ELSE ${audience} END) AS item`;

/** $1 import, $2 to $4 whose current state, $5 bound, $6 now, $7 closed days of the file, $8 closed days kept by the current state. */
export const countDifferences = (aliases: AliasesAt): string => `
  WITH series AS MATERIALIZED (
    SELECT start_minute, end_minute, subject_key, audience, is_cancelled, dates, starts FROM session_staging WHERE import_id = $1
  ),
  diff AS MATERIALIZED (SELECT type, session_id, line FROM session_diff WHERE import_id = $1),
  current AS (
    SELECT count(*) FILTER (WHERE starts_at > coalesce($5::timestamptz, $6::timestamptz)) AS future_planned,
           count(*) FILTER (WHERE date <@ $7::datemultirange AND starts_at <= $6::timestamptz) AS past_on_file_closure
      FROM session WHERE ${IN_TARGET} AND state = 'planned'
  ),
  lost AS MATERIALIZED (
    SELECT id, diff.type, date, starts_at, start_minute, end_minute, subject_key, audience
      FROM diff JOIN (SELECT id, date, starts_at, start_minute, end_minute, subject_key, ${presentAudience(aliases)}
                        FROM session WHERE ${IN_TARGET} AND ${isDiffering('session')}) AS current ON id = session_id
     WHERE diff.type IN ('cancelled', 'moved')
  ),
  course AS (
    SELECT DISTINCT ${COURSE('audience')} FROM series, unnest(dates) AS date WHERE EXISTS (SELECT FROM lost)
  ),
  cancelled_by_file AS (
    SELECT count(DISTINCT id) AS count
      FROM (SELECT id, ${COURSE('audience')} FROM lost
             WHERE type = 'cancelled' AND NOT date <@ ($7::datemultirange + $8::datemultirange)) AS cancelled
      JOIN course USING (weekday, start_minute, end_minute, subject_key, item)
  ),
  disturbed AS (
    SELECT count(*) FILTER (WHERE NOT is_closed) AS disrupted,
           count(*) FILTER (WHERE is_closed) AS closed,
           count(DISTINCT week) FILTER (WHERE is_closed) AS closed_weeks
      FROM (SELECT type = 'cancelled' AND date <@ $7::datemultirange AS is_closed, (date - date '2000-01-03') / 7 AS week FROM lost
             WHERE starts_at > coalesce($5::timestamptz, $6::timestamptz)) AS coming
  ),
  found AS (
    SELECT count(*) FILTER (WHERE type = 'created') AS created,
           count(*) FILTER (WHERE type = 'modified') AS modified,
           count(*) FILTER (WHERE type = 'moved') AS moved,
           count(*) FILTER (WHERE type = 'cancelled') AS cancelled,
           count(*) FILTER (WHERE type = 'revived') AS revived,
           count(*) FILTER (WHERE type = 'frozen') AS frozen,
           count(*) FILTER (WHERE type = 'edited_by_hand') AS edited_by_hand,
           count(*) FILTER (WHERE type = 'kept') AS kept,
           count(line) AS differing
      FROM diff
  )
  SELECT in_file::int AS "inFile",
         created::int, modified::int, moved::int, cancelled::int, revived::int, frozen::int,
         edited_by_hand::int AS "editedByHand", kept::int,
         (in_file - differing)::int AS unchanged,
         future_planned::int AS "futurePlanned",
         (SELECT count FROM cancelled_by_file)::int AS "cancelledByFile",
         disrupted::int, closed::int AS "closedByFile", closed_weeks::int AS "weeksClosedByFile",
         (SELECT count(*) FROM series, unnest(dates, starts) AS dated (date, starts)
           WHERE NOT is_cancelled AND date <@ $8::datemultirange AND coalesce(to_timestamp(dated.starts) > $5::timestamptz, true))::int AS "onKeptClosure",
         past_on_file_closure::int AS "pastOnFileClosure"
    FROM found, current, disturbed, (SELECT coalesce(sum(cardinality(dates)), 0) AS in_file FROM series) AS total`;
