import type { MembershipDiffCounts } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';

const COUNTS: z.ZodType<MembershipDiffCounts> = z.object({
  membershipsAdded: z.int(),
  membershipsEnded: z.int(),
  membershipsModified: z.int(),
  membershipsUnchanged: z.int(),
  pupilsCurrent: z.int(),
  pupilsEnded: z.int(),
});
/** What a publication of memberships counts. */
type MembershipCounts = Omit<MembershipDiffCounts, 'pupilsCurrent' | 'pupilsEnded'>;

export interface MembershipDiffInput {
  readonly importId: string;
  readonly campusCode: string;
  readonly schoolYear: string;
  readonly establishmentIds: readonly string[];
  /** Local date of the import: what the file does not date begins or ends on it. */
  readonly on: string;
  /** In the first import of a year, what the file does not date begins with the year. */
  readonly firstOfYear: boolean;
}

const paramsOf = ({
  importId,
  campusCode,
  schoolYear,
  establishmentIds,
  on,
  firstOfYear,
}: MembershipDiffInput): unknown[] => [importId, campusCode, schoolYear, establishmentIds, on, firstOfYear];

const KEY = 'group_key, role, person_id';
const PERIOD = `${KEY}, starts_on, ends_on`;
/** `a.group_key, …` */
const of = (alias: string): string => PERIOD.replaceAll(/[a-z_]+/g, (name) => `${alias}.${name}`);

/**
 * Membership is a set of periods per (group, role, person): SQL of the domain's `periodsAfter`. Equal periods stay. Of the
 * others, one of the ENT and one of the file that overlap are the same, the earliest first; what is left of the file comes;
 * what is left of the ENT goes when it overlaps one of the file or goes on, and else is history.
 * $1 import, $2 campus, $3 year, $4 establishments, $5 date, $6 first of the year.
 */
const DIFFERENCES = `
  present_all AS MATERIALIZED (
    SELECT member.ctid AS address, "group".key AS group_key, role, person_id, starts_on, ends_on
      FROM group_membership AS member
      JOIN "group" ON "group".id = member.group_id
     WHERE "group".campus_code = $2 AND "group".school_year = $3 AND "group".establishment_ids <@ $4::text[]
  ),
  undated AS (
    SELECT file.group_key, file.role, file.person_id, file.ends_on,
           coalesce(max(known.starts_on), $5::date) AS starts_on
      FROM membership_staging AS file
      LEFT JOIN present_all AS known
        ON (known.group_key, known.role, known.person_id) = (file.group_key, file.role, file.person_id)
       AND known.starts_on <= least(file.ends_on, $5::date) AND (file.ends_on < $5::date OR known.ends_on >= $5::date)
     WHERE import_id = $1 AND NOT (has_start OR $6)
     GROUP BY 1, 2, 3, 4
  ),
  wanted_all AS MATERIALIZED (
    SELECT group_key, role, person_id, starts_on, max(ends_on) AS ends_on
      FROM (SELECT group_key, role, person_id, starts_on, ends_on FROM membership_staging
             WHERE import_id = $1 AND (has_start OR $6)
            UNION ALL SELECT group_key, role, person_id, starts_on, ends_on FROM undated) AS file
     WHERE starts_on <= ends_on
     GROUP BY 1, 2, 3, 4
  ),
  equal AS MATERIALIZED (
    SELECT address, ${PERIOD} FROM present_all JOIN wanted_all USING (${PERIOD})
  ),
  wanted AS MATERIALIZED (
    SELECT * FROM wanted_all WHERE NOT EXISTS (SELECT FROM equal WHERE (${of('equal')}) = (${of('wanted_all')}))
  ),
  present AS MATERIALIZED (
    SELECT * FROM present_all WHERE address NOT IN (SELECT address FROM equal)
  ),
  overlap AS MATERIALIZED (
    SELECT address, ${KEY}, present.starts_on, present.ends_on, wanted.starts_on AS new_starts_on, wanted.ends_on AS new_ends_on,
           row_number() OVER (PARTITION BY address ORDER BY wanted.starts_on) AS file_rank,
           row_number() OVER (PARTITION BY ${KEY}, wanted.starts_on ORDER BY present.starts_on) AS ent_rank
      FROM present JOIN wanted USING (${KEY})
     WHERE present.starts_on <= wanted.ends_on AND wanted.starts_on <= present.ends_on
  ),
  moved AS MATERIALIZED (SELECT * FROM overlap WHERE file_rank = 1 AND ent_rank = 1),
  coming AS MATERIALIZED (
    SELECT ${PERIOD} FROM wanted
     WHERE (${KEY}, starts_on) NOT IN (SELECT ${KEY}, new_starts_on FROM moved)
  ),
  gone AS MATERIALIZED (
    SELECT *, CASE WHEN starts_on < $5::date AND NOT is_stated THEN $5::date - 1 END AS ended_on
      FROM (SELECT *, address IN (SELECT address FROM overlap) AS is_stated FROM present) AS present
     WHERE address NOT IN (SELECT address FROM moved) AND (is_stated OR ends_on >= $5::date)
  )`;

export async function diffMemberships(
  sql: Pick<Sql, 'first'>,
  input: MembershipDiffInput,
): Promise<MembershipDiffCounts> {
  const counts = await sql.first(
    COUNTS,
    `WITH ${DIFFERENCES},
     -- Whom the file names in the group, if only to say that they have left.
     dated AS MATERIALIZED (SELECT DISTINCT ${KEY} FROM membership_staging WHERE import_id = $1)
     SELECT (SELECT count(*) FROM coming)::int AS "membershipsAdded",
            (SELECT count(*) FROM gone)::int AS "membershipsEnded",
            (SELECT count(*) FROM moved)::int AS "membershipsModified",
            (SELECT count(*) FROM equal)::int AS "membershipsUnchanged",
            (SELECT count(*) FROM present_all WHERE role = 'pupil' AND ends_on >= $5::date)::int AS "pupilsCurrent",
            (SELECT count(*) FROM gone
              WHERE role = 'pupil' AND NOT EXISTS (SELECT FROM dated
                WHERE (dated.group_key, dated.role, dated.person_id) = (gone.group_key, gone.role, gone.person_id))
            )::int AS "pupilsEnded"`,
    paramsOf(input),
  );
  if (counts === undefined) throw new Error('An aggregate gave no row.');
  return counts;
}

/** Writes the differences, each kept in `import_change`. What goes makes room for what changes, and that for what comes. */
export async function publishMemberships(
  tx: Transaction,
  input: MembershipDiffInput,
): Promise<MembershipCounts> {
  const params = paramsOf(input);
  const { pupilsCurrent, pupilsEnded, ...counts } = await diffMemberships(tx, input);
  if (counts.membershipsEnded > 0) await tx.run(END, params);
  if (counts.membershipsModified > 0) await tx.run(MOVE, params);
  if (counts.membershipsAdded > 0) await tx.run(ADD, params);
  return counts;
}

const period = (startsOn: string, endsOn: string): string =>
  `jsonb_build_object('groupKey', group_key, 'role', role, 'personId', person_id,
                      'startsOn', ${startsOn}, 'endsOn', ${endsOn})`;

/** Remembers the rows of `changed` in the plan, under the group's name: never a person's. */
const keep = (type: string, before: string, after: string): string => `
  INSERT INTO import_change (import_id, kind, type, key, label, before, after)
  SELECT $1, 'membership', '${type}', concat_ws('/', group_key, role, person_id), "group".name, ${before}, ${after}
    FROM changed JOIN "group" ON "group".key = group_key AND campus_code = $2 AND school_year = $3
   ORDER BY group_key, role, person_id`;

const END = `
  WITH ${DIFFERENCES},
  deleted AS (
    DELETE FROM group_membership USING gone WHERE group_membership.ctid = address AND ended_on IS NULL
    RETURNING gone.*
  ), ended AS (
    UPDATE group_membership SET ends_on = ended_on
      FROM gone WHERE group_membership.ctid = address AND ended_on IS NOT NULL
    RETURNING gone.*
  ), changed AS (
    SELECT * FROM deleted UNION ALL SELECT * FROM ended
  )
  ${keep(
    'deleted',
    period('starts_on', 'ends_on'),
    `CASE WHEN ended_on IS NOT NULL THEN ${period('starts_on', 'ended_on')} END`,
  )}`;

const MOVE = `
  WITH ${DIFFERENCES}, changed AS (
    UPDATE group_membership SET starts_on = new_starts_on, ends_on = new_ends_on
      FROM moved
     WHERE group_membership.ctid = address
    RETURNING moved.*
  )
  ${keep('modified', period('starts_on', 'ends_on'), period('new_starts_on', 'new_ends_on'))}`;

const ADD = `
  WITH ${DIFFERENCES}, added AS (
    INSERT INTO group_membership (group_id, role, person_id, starts_on, ends_on)
    SELECT "group".id, role, person_id, starts_on, ends_on
      FROM coming JOIN "group" ON "group".key = group_key AND campus_code = $2 AND school_year = $3
  ), changed AS (SELECT * FROM coming)
  ${keep('created', 'NULL::jsonb', period('starts_on', 'ends_on'))}`;
