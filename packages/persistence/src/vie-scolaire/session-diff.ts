import type { ClosureRun, SessionDiffCounts, SessionDiffInput } from '@timetable/domain';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';
import { columns, SESSION_CONTENT, SESSION_KEY } from './session-content.js';
import { keepSessions } from './kept-sessions.js';
import { lineOf } from './session-series.js';
import { markStaged } from './session-staging.js';

const COUNTS: z.ZodType<SessionDiffCounts> = z.object({
  inFile: z.int(),
  created: z.int(),
  modified: z.int(),
  cancelled: z.int(),
  revived: z.int(),
  unchanged: z.int(),
  frozen: z.int(),
  editedByHand: z.int(),
  kept: z.int(),
  futurePlanned: z.int(),
  cancelledByFile: z.int(),
  onKeptClosure: z.int(),
  pastOnFileClosure: z.int(),
});
const CONTENT = z.object({ digest: z.string() });

/** Compares staged sessions with the current state's, set by set, and stores one row per difference. */
export async function diffSessions(
  tx: Transaction,
  importId: string,
  input: SessionDiffInput,
): Promise<{ counts: SessionDiffCounts; digest: string }> {
  await preferSets(tx);
  await tx.run('DELETE FROM session_diff WHERE import_id = $1', [importId]);
  const aliases = aliasesOf(input);
  await tx.run(storeDifferences(aliases.length > 0 ? '$6' : undefined), [
    importId,
    ...currentOf(input),
    input.frozenBefore ?? null,
    ...aliases,
  ]);
  await keepSessions(tx, importId, input);
  await markStaged(tx, importId, 'diff');
  const counts = await tx.first(COUNTS, countDifferences(aliases.length > 0 ? '$9' : undefined), [
    importId,
    ...currentOf(input),
    input.frozenBefore ?? null,
    input.now,
    multirange(input.fileClosures),
    multirange(input.keptClosures),
    ...aliases,
  ]);
  const content = await tx.first(CONTENT, DIGEST, [importId]);
  if (counts === undefined || content === undefined) throw new Error('An aggregate gave no row.');
  return { counts, digest: content.digest };
}

/**
 * Freshly staged rows have no statistics, and the planner then believes in one row: nested loops over thousands, hours
 * instead of milliseconds. Everything here is a comparison of whole sets: hash joins, sorts in memory.
 */
export async function preferSets(tx: Transaction): Promise<void> {
  await tx.run(`SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off`);
}

/** Parameters $2 to $4 of every statement below. */
const currentOf = ({ schoolYear, target }: Pick<SessionDiffInput, 'schoolYear' | 'target'>): unknown[] => [
  schoolYear,
  target.campusCode,
  target.establishments.map(({ id }) => id),
];

/** Aliases as JSON, given as the last parameter; none when nothing was renamed, which then costs nothing. */
const aliasesOf = ({ audienceAliases = new Map() }: SessionDiffInput): string[] =>
  audienceAliases.size === 0 ? [] : [JSON.stringify(Object.fromEntries(audienceAliases))];

/** Place of the aliases among the parameters; undefined when there are none. */
type AliasesAt = `$${number}` | undefined;

/** A session's audience under its present names. Sorted, as the file's is. */
const audienceOf = (aliases: AliasesAt): string =>
  aliases === undefined
    ? 'audience'
    : `CASE WHEN ${isAliased(aliases)} THEN ${presentNames('audience', aliases)} ELSE audience END AS audience`;

/** A course's key ends in its audience, separated by commas; the other parts do not name any. */
const courseKeyOf = (aliases: AliasesAt): string => {
  if (aliases === undefined) return 'course_key';
  const items = presentNames(`string_to_array(substring(course_key FROM '[^|]*$'), ',')`, aliases);
  return `CASE WHEN ${isAliased(aliases)} THEN regexp_replace(course_key, '[^|]*$', '') || array_to_string(${items}, ',')
               ELSE course_key END AS course_key`;
};

/** Few rows are under an alias, and translating one costs as much as comparing a hundred. */
const isAliased = (aliases: string): string =>
  `audience && ARRAY(SELECT name COLLATE "C" FROM jsonb_object_keys(${aliases}::jsonb) AS name)`;

const presentNames = (items: string, aliases: string): string =>
  `ARRAY(SELECT DISTINCT coalesce(${aliases}::jsonb ->> item, item) COLLATE "C" FROM unnest(${items}) AS item ORDER BY 1)`;

/** A row belongs to the target when all of its establishments do. */
const IN_TARGET = 'school_year = $2 AND campus_code = $3 AND establishment_ids <@ $4::text[]';

/** What the sessions of a series have in common. */
const SERIES_CONTENT = SESSION_CONTENT.filter((name) => !['date', 'starts_at', 'ends_at'].includes(name));

/** A hash of several values. It sorts, joins and is counted many times faster than the columns themselves. */
const hash = (values: string, seed = 0): string => `hash_record_extended(ROW (${values}), ${seed})`;

/** Of a whole session; the part that a series shares is hashed once per series. */
const contentHash = (sharedHash: string): string => hash(`${sharedHash}, date, starts_at, ends_at`);

/**
 * Sessions of the file are paired with those of the current state, the surest way first: those whose content is equal, then these
 * ways, each with what the ways before it left; among equal ones by rank. Cancelled sessions come last: they are revived
 * only when no planned one is there.
 */
const WAYS = [
  { by: [...SESSION_KEY, 'teachers'], state: 'planned' },
  { by: SESSION_KEY, state: 'planned' },
  { by: [...SESSION_KEY, 'teachers'], state: 'cancelled' },
  { by: SESSION_KEY, state: 'cancelled' },
] as const;

/** Equal ones are ranked by what tells them apart, so that the most alike meet. */
const RANK_ORDER = 'teachers, end_minute, rooms, groups';

/** $1 import. Sessions of the file as far as their dates, and what each series of them shares. */
const FILE_SIDE = `
  series AS MATERIALIZED (
    SELECT series, ${columns(SERIES_CONTENT)}, dates, starts, ends, ${hash(columns(SERIES_CONTENT))} AS shared_hash
      FROM session_staging WHERE import_id = $1
  ),
  file_0 AS MATERIALIZED (
    SELECT line, series, date, starts_at, ends_at, ${contentHash('shared_hash')} AS content_hash
      FROM (SELECT ${lineOf('series', 'nth')} AS line, series.series, date, to_timestamp(dated.starts) AS starts_at,
                   to_timestamp(dated.ends) AS ends_at, shared_hash
              FROM series,
                   unnest(series.dates, series.starts, series.ends) WITH ORDINALITY AS dated (date, starts, ends, nth)) AS dated
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

/** Lines that the ways up to this one have paired. */
const pairedUpTo = (way: number): string =>
  Array.from({ length: way }, (_, index) => `SELECT line FROM pair_${index + 1}`).join(' UNION ALL ');

/** Sessions of the file that neither equality nor the ways up to this one have paired: copied for none of them. */
const unpaired = (way: number): string =>
  way === 0
    ? 'file_1'
    : `(SELECT * FROM file_1 WHERE NOT EXISTS (
          SELECT FROM (${pairedUpTo(way)}) AS paired WHERE paired.line = file_1.line)) AS file_${way + 1}`;

/** What the pairs of a way leave of the current state to the next. */
const remaining = (way: number): string => `
  current_${way + 1} AS MATERIALIZED (
    SELECT * FROM current_${way} WHERE NOT EXISTS (SELECT FROM pair_${way} WHERE pair_${way}.id = current_${way}.id)
  )`;

const pairing = ({ by, state }: (typeof WAYS)[number], way: number): string => `
  current_side_${way} AS MATERIALIZED (
    SELECT *, ${hash(columns(by))} AS hash FROM current_${way} WHERE state = '${state}'
  ),
  pair_${way} AS MATERIALIZED (
    SELECT file.line, current.id
      FROM (SELECT ${columns(by)}, line, hash, ${ranked('line')}
              FROM (SELECT ${columns(SESSION_CONTENT)}, line, ${hash(columns(by))} AS hash
                      FROM ${unpaired(way - 1)} JOIN series USING (series)
                     WHERE EXISTS (SELECT FROM current_side_${way})) AS keyed
             WHERE hash IN (SELECT hash FROM current_side_${way})) AS file
      JOIN (SELECT ${columns(by)}, id, hash, ${ranked('id')} FROM current_side_${way}) AS current USING (hash, rank)
     WHERE (${columns(by, 'file')}) = (${columns(by, 'current')})
  )`;

const ranked = (id: string): string =>
  `row_number() OVER (PARTITION BY hash ORDER BY ${RANK_ORDER}, ${id}) AS rank`;

const LAST = WAYS.length + 1;

const IN_CURRENT = SESSION_CONTENT.filter((name) => name !== 'audience');

/**
 * $1 import, $2 to $4 whose current state, $5 bound. Equal contents are unchanged: no row. A session under an alias is never among them,
 * since its classes or groups differ too: publishing stores its new audience.
 */
const storeDifferences = (aliases: AliasesAt): string => `
  WITH ${FILE_SIDE},
  current_0 AS MATERIALIZED (
    SELECT id, state, ctid AS address, ${contentHash(hash(columns(SERIES_CONTENT)))} AS content_hash
      FROM session WHERE ${IN_TARGET}
  ),
  ${EQUAL},
  file_1 AS MATERIALIZED (
    SELECT * FROM file_0 WHERE NOT EXISTS (SELECT FROM pair_0 WHERE pair_0.line = file_0.line)
  ),
  current_1 AS MATERIALIZED (
    SELECT id, state, edited_by_hand, ${columns(IN_CURRENT)}, ${audienceOf(aliases)},
           ${contentHash(hash(columns(SERIES_CONTENT)))} AS content_hash
      FROM session
     WHERE ${IN_TARGET}
       -- Where they stand in the year's table: mostly few, and a second look at all of them costs as much as the first.
       AND ctid = ANY (ARRAY(SELECT address FROM current_0 WHERE NOT EXISTS (SELECT FROM pair_0 WHERE pair_0.id = current_0.id)))
  ),
  ${WAYS.map((way, index) => `${pairing(way, index + 1)}, ${remaining(index + 1)}`).join(',')},
  pair AS (${WAYS.map((_, index) => `SELECT line, id FROM pair_${index + 1}`).join(' UNION ALL ')})
  INSERT INTO session_diff (import_id, type, session_id, line, file_hash, current_hash)
  SELECT $1, CASE WHEN current.starts_at <= $5::timestamptz THEN 'frozen'
                  WHEN edited_by_hand THEN 'edited_by_hand'
                  WHEN state = 'cancelled' THEN 'revived'
                  ELSE 'modified' END, id, line, file.content_hash, current.content_hash
    FROM pair JOIN current_1 AS current USING (id) JOIN file_1 AS file USING (line)
  UNION ALL
  SELECT $1, CASE WHEN starts_at <= $5::timestamptz THEN 'frozen' ELSE 'created' END, NULL, line, content_hash, NULL
    FROM ${unpaired(WAYS.length)}
  UNION ALL
  SELECT $1, CASE WHEN starts_at <= $5::timestamptz THEN 'frozen'
                  WHEN edited_by_hand THEN 'edited_by_hand'
                  ELSE 'cancelled' END, id, NULL, NULL, content_hash
    FROM current_${LAST} WHERE state = 'planned'`;

/** $1 import, $2 to $4 whose current state, $5 bound, $6 now, $7 closed days of the file, $8 closed days kept by the current state. */
const countDifferences = (aliases: AliasesAt): string => `
  WITH series AS MATERIALIZED (SELECT course_key, dates, starts FROM session_staging WHERE import_id = $1),
  diff AS MATERIALIZED (SELECT type, session_id, line FROM session_diff WHERE import_id = $1),
  current AS (
    SELECT count(*) FILTER (WHERE starts_at > coalesce($5::timestamptz, $6::timestamptz)) AS future_planned,
           count(*) FILTER (WHERE date <@ $7::datemultirange AND starts_at <= $6::timestamptz) AS past_on_file_closure
      FROM session WHERE ${IN_TARGET} AND state = 'planned'
  ),
  cancelled AS (
    SELECT date, ${courseKeyOf(aliases)} FROM session
     WHERE ${IN_TARGET} AND id IN (SELECT session_id FROM diff WHERE type = 'cancelled')
  ),
  found AS (
    SELECT count(*) FILTER (WHERE type = 'created') AS created,
           count(*) FILTER (WHERE type = 'modified') AS modified,
           count(*) FILTER (WHERE type = 'cancelled') AS cancelled,
           count(*) FILTER (WHERE type = 'revived') AS revived,
           count(*) FILTER (WHERE type = 'frozen') AS frozen,
           count(*) FILTER (WHERE type = 'edited_by_hand') AS edited_by_hand,
           count(*) FILTER (WHERE type = 'kept') AS kept,
           count(line) AS differing
      FROM diff
  )
  SELECT in_file::int AS "inFile",
         created::int, modified::int, cancelled::int, revived::int, frozen::int, edited_by_hand::int AS "editedByHand", kept::int,
         (in_file - differing)::int AS unchanged,
         future_planned::int AS "futurePlanned",
         (SELECT count(*) FROM cancelled
           WHERE NOT date <@ ($7::datemultirange + $8::datemultirange)
             AND course_key IN (SELECT course_key FROM series))::int AS "cancelledByFile",
         (SELECT count(*) FROM series, unnest(dates, starts) AS dated (date, starts)
           WHERE date <@ $8::datemultirange AND coalesce(to_timestamp(dated.starts) > $5::timestamptz, true))::int AS "onKeptClosure",
         past_on_file_closure::int AS "pastOnFileClosure"
    FROM found, current, (SELECT coalesce(sum(cardinality(dates)), 0) AS in_file FROM series) AS total`;

/**
 * The content of what would be written, whatever the order and the ids: two sums over the differences of a hash of both
 * sides. $1 import.
 */
const DIGEST = `
  SELECT concat_ws('.', count(*), coalesce(sum(${hash('type, file_hash, current_hash')}), 0),
                   coalesce(sum(${hash('type, file_hash, current_hash', 1)}), 0)) AS digest
    FROM session_diff
   WHERE import_id = $1 AND type IN ('created', 'modified', 'cancelled', 'revived')`;

/** `{[2026-10-17,2026-11-02],…}`, both ends included. */
function multirange(runs: readonly ClosureRun[]): string {
  return `{${runs.map(({ startsOn, endsOn }) => `[${startsOn},${endsOn}]`).join(',')}}`;
}
