import type { ClosureRun, ImportTarget, SessionDiffCounts } from '@timetable/domain';
import type { Transaction } from '../transaction.js';
import { columns, SESSION_CONTENT, SESSION_KEY } from './session-content.js';
import { markStaged } from './session-staging.js';

export interface SessionDiffInput {
  readonly target: ImportTarget;
  readonly schoolYear: string;
  /** Sessions that start at this instant or before are frozen; undefined in the first import of a year. */
  readonly frozenBefore: Date | undefined;
  readonly now: Date;
  /** Closed day runs the file states. */
  readonly fileClosures: readonly ClosureRun[];
  /** Runs of the base that the plan keeps. */
  readonly keptClosures: readonly ClosureRun[];
  /**
   * Audience items of the base and what the file calls them now (`c:?6a` → `c:<ENT id>`): a session whose audience is
   * merely matched since keeps its id. @default none
   */
  readonly audienceAliases?: ReadonlyMap<string, string>;
}

/** Compares staged sessions with the base's, set by set, and stores one row per difference. */
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
    ...baseOf(input),
    input.frozenBefore ?? null,
    ...aliases,
  ]);
  await markStaged(tx, importId, 'diff');
  const counts = await tx.first<SessionDiffCounts & Record<string, number>>(
    countDifferences(aliases.length > 0 ? '$9' : undefined),
    [
      importId,
      ...baseOf(input),
      input.frozenBefore ?? null,
      input.now,
      multirange(input.fileClosures),
      multirange(input.keptClosures),
      ...aliases,
    ],
  );
  const content = await tx.first<{ digest: string }>(DIGEST, [importId, ...baseOf(input)]);
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
const baseOf = ({ schoolYear, target }: Pick<SessionDiffInput, 'schoolYear' | 'target'>): unknown[] => [
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
  aliases === undefined ? 'audience' : `${presentNames('audience', aliases)} AS audience`;

/** A course's key ends in its audience, separated by commas; the other parts do not name any. */
const courseKeyOf = (aliases: AliasesAt): string => {
  if (aliases === undefined) return 'course_key';
  const items = presentNames(`string_to_array(substring(course_key FROM '[^|]*$'), ',')`, aliases);
  return `regexp_replace(course_key, '[^|]*$', '') || array_to_string(${items}, ',') AS course_key`;
};

const presentNames = (items: string, aliases: string): string =>
  `ARRAY(SELECT DISTINCT coalesce(${aliases}::jsonb ->> item, item) COLLATE "C" FROM unnest(${items}) AS item ORDER BY 1)`;

/** A row belongs to the target when all of its establishments do. */
const IN_TARGET = 'school_year = $2 AND campus_code = $3 AND establishment_ids <@ $4::text[]';

/**
 * Sessions of the file are paired with those of the base, the surest way first, each way with what the ways before it
 * left; among equal ones by rank. Cancelled sessions come last: they are revived only when no planned one is there.
 */
const WAYS = [
  { by: SESSION_CONTENT, state: 'planned' },
  { by: [...SESSION_KEY, 'teachers'], state: 'planned' },
  { by: SESSION_KEY, state: 'planned' },
  { by: [...SESSION_KEY, 'teachers'], state: 'cancelled' },
  { by: SESSION_KEY, state: 'cancelled' },
] as const;

/** Equal ones are ranked by what tells them apart, so that the most alike meet. */
const RANK_ORDER = 'teachers, end_minute, rooms, groups';

/**
 * Rows are grouped by a hash of the columns, which sorts several times faster than the columns themselves; the columns
 * decide. Where the base has nothing left the file's side is not even read.
 */
const pairing = ({ by, state }: (typeof WAYS)[number], way: number): string => `
  pair_${way} AS MATERIALIZED (
    SELECT file.line, base.id
      FROM (SELECT ${ranked(by, 'line')} FROM file_${way}
             WHERE EXISTS (SELECT FROM base_${way} WHERE state = '${state}')) AS file
      JOIN (SELECT ${ranked(by, 'id')} FROM base_${way} WHERE state = '${state}') AS base
     USING (hash, rank)
     WHERE (${columns(by, 'file')}) = (${columns(by, 'base')})
  ),
  file_${way + 1} AS MATERIALIZED (
    SELECT * FROM file_${way} WHERE NOT EXISTS (SELECT FROM pair_${way} WHERE pair_${way}.line = file_${way}.line)
  ),
  base_${way + 1} AS MATERIALIZED (
    SELECT * FROM base_${way} WHERE NOT EXISTS (SELECT FROM pair_${way} WHERE pair_${way}.id = base_${way}.id)
  )`;

const ranked = (by: readonly string[], id: string): string => {
  const hash = `hash_record_extended(ROW (${columns(by)}), 0)`;
  return `${columns(by)}, ${id}, ${hash} AS hash,
          row_number() OVER (PARTITION BY ${hash} ORDER BY ${RANK_ORDER}, ${id}) AS rank`;
};

const LAST = WAYS.length;

const IN_BASE = SESSION_CONTENT.filter((name) => name !== 'audience');

/**
 * $1 import, $2 to $4 base, $5 bound. The pairs of the first way are unchanged: no row. A session under an alias is never
 * among them, since its classes or groups differ too: publishing stores its new audience.
 */
const storeDifferences = (aliases: AliasesAt): string => `
  WITH file_0 AS MATERIALIZED (
    SELECT line, ${columns(SESSION_CONTENT)} FROM session_staging WHERE import_id = $1
  ),
  base_0 AS MATERIALIZED (
    SELECT id, state, edited_by_hand, ${columns(IN_BASE)}, ${audienceOf(aliases)} FROM session WHERE ${IN_TARGET}
  ),
  ${WAYS.map(pairing).join(',')},
  pair AS (${WAYS.slice(1)
    .map((_, index) => `SELECT line, id FROM pair_${index + 1}`)
    .join(' UNION ALL ')})
  INSERT INTO session_diff (import_id, type, session_id, line)
  SELECT $1, CASE WHEN starts_at <= $5::timestamptz THEN 'frozen'
                  WHEN edited_by_hand THEN 'edited_by_hand'
                  WHEN state = 'cancelled' THEN 'revived'
                  ELSE 'modified' END, id, line
    FROM pair JOIN base_1 USING (id)
  UNION ALL
  SELECT $1, CASE WHEN starts_at <= $5::timestamptz THEN 'frozen' ELSE 'created' END, NULL, line FROM file_${LAST}
  UNION ALL
  SELECT $1, CASE WHEN starts_at <= $5::timestamptz THEN 'frozen'
                  WHEN edited_by_hand THEN 'edited_by_hand'
                  ELSE 'cancelled' END, id, NULL
    FROM base_${LAST} WHERE state = 'planned'`;

/** $1 import, $2 to $4 base, $5 bound, $6 now, $7 closed days of the file, $8 closed days kept by the base. */
const countDifferences = (aliases: AliasesAt): string => `
  WITH file AS MATERIALIZED (SELECT date, starts_at, course_key FROM session_staging WHERE import_id = $1),
  base AS MATERIALIZED (
    SELECT id, date, starts_at, ${courseKeyOf(aliases)} FROM session WHERE ${IN_TARGET} AND state = 'planned'
  ),
  diff AS MATERIALIZED (SELECT type, session_id, line FROM session_diff WHERE import_id = $1),
  found AS (
    SELECT count(*) FILTER (WHERE type = 'created') AS created,
           count(*) FILTER (WHERE type = 'modified') AS modified,
           count(*) FILTER (WHERE type = 'cancelled') AS cancelled,
           count(*) FILTER (WHERE type = 'revived') AS revived,
           count(*) FILTER (WHERE type = 'frozen') AS frozen,
           count(*) FILTER (WHERE type = 'edited_by_hand') AS edited_by_hand,
           count(line) AS differing
      FROM diff
  )
  SELECT (SELECT count(*) FROM file)::int AS "inFile",
         created::int, modified::int, cancelled::int, revived::int, frozen::int, edited_by_hand::int AS "editedByHand",
         ((SELECT count(*) FROM file) - differing)::int AS unchanged,
         (SELECT count(*) FROM base WHERE starts_at > coalesce($5::timestamptz, $6::timestamptz))::int AS "futurePlanned",
         (SELECT count(*) FROM diff JOIN base ON base.id = diff.session_id
           WHERE type = 'cancelled' AND NOT date <@ ($7::datemultirange + $8::datemultirange)
             AND course_key IN (SELECT course_key FROM file))::int AS "cancelledByFile",
         (SELECT count(*) FROM file
           WHERE date <@ $8::datemultirange AND coalesce(starts_at > $5::timestamptz, true))::int AS "onKeptClosure",
         (SELECT count(*) FROM base WHERE date <@ $7::datemultirange AND starts_at <= $6::timestamptz)::int AS "pastOnFileClosure"
    FROM found`;

/**
 * The content of what would be written, whatever the order and the ids: two sums over the differences of a hash of both
 * sides. $1 import, $2 to $4 base.
 */
const DIGEST = `
  WITH content AS (
    SELECT ROW (type, ${columns(SESSION_CONTENT, 'file')}, ${columns(SESSION_CONTENT, 'base')}) AS sides
      FROM (SELECT * FROM session_diff
             WHERE import_id = $1 AND type IN ('created', 'modified', 'cancelled', 'revived')) AS diff
      LEFT JOIN (SELECT * FROM session_staging WHERE import_id = $1) AS file USING (line)
      LEFT JOIN (SELECT * FROM session WHERE ${IN_TARGET}) AS base ON base.id = diff.session_id
  )
  SELECT concat_ws('.', count(*), coalesce(sum(hash_record_extended(sides, 0)), 0),
                   coalesce(sum(hash_record_extended(sides, 1)), 0)) AS digest
    FROM content`;

/** `{[2026-10-17,2026-11-02],…}`, both ends included. */
function multirange(runs: readonly ClosureRun[]): string {
  return `{${runs.map(({ startsOn, endsOn }) => `[${startsOn},${endsOn}]`).join(',')}}`;
}
