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
  /** Local date from which memberships are compared: what is over by then is history, and stays as it is. */
  readonly on: string;
}

const paramsOf = ({
  importId,
  campusCode,
  schoolYear,
  establishmentIds,
  on,
}: MembershipDiffInput): unknown[] => [importId, campusCode, schoolYear, establishmentIds, on];

/**
 * Membership is a set of periods per (group, role, person). Both sides are seen from $5 on: a period begun earlier starts
 * there, so that who stays is unchanged although the file always says « since the beginning of the year ».
 * $1 import, $2 campus, $3 year, $4 establishments, $5 date.
 */
const DIFFERENCES = `
  wanted AS MATERIALIZED (
    SELECT group_key, role, person_id, greatest(starts_on, $5::date) AS seen_from, min(starts_on) AS starts_on,
           max(ends_on) AS ends_on
      FROM membership_staging
     WHERE import_id = $1 AND ends_on >= $5::date
     GROUP BY 1, 2, 3, 4
  ),
  present AS MATERIALIZED (
    SELECT member.ctid AS address, "group".key AS group_key, role, person_id,
           greatest(starts_on, $5::date) AS seen_from, starts_on, ends_on
      FROM group_membership AS member
      JOIN "group" ON "group".id = member.group_id
     WHERE "group".campus_code = $2 AND "group".school_year = $3 AND "group".establishment_ids <@ $4::text[]
       AND ends_on >= $5::date
  )`;

const KEY = 'group_key, role, person_id, seen_from';

export async function diffMemberships(
  sql: Pick<Sql, 'first'>,
  input: MembershipDiffInput,
): Promise<MembershipDiffCounts> {
  const counts = await sql.first(
    COUNTS,
    `WITH ${DIFFERENCES},
     -- Whom the file names in the group, if only to say that they have left.
     dated AS MATERIALIZED (SELECT DISTINCT group_key, role, person_id FROM membership_staging WHERE import_id = $1)
     SELECT count(*) FILTER (WHERE address IS NULL)::int AS "membershipsAdded",
            count(*) FILTER (WHERE wanted.ends_on IS NULL)::int AS "membershipsEnded",
            count(*) FILTER (WHERE wanted.ends_on <> present.ends_on)::int AS "membershipsModified",
            count(*) FILTER (WHERE wanted.ends_on = present.ends_on)::int AS "membershipsUnchanged",
            count(*) FILTER (WHERE address IS NOT NULL AND role = 'pupil')::int AS "pupilsCurrent",
            count(*) FILTER (WHERE wanted.ends_on IS NULL AND role = 'pupil' AND dated.person_id IS NULL)::int AS "pupilsEnded"
       FROM wanted FULL JOIN present USING (${KEY})
       LEFT JOIN dated USING (group_key, role, person_id)`,
    paramsOf(input),
  );
  if (counts === undefined) throw new Error('An aggregate gave no row.');
  return counts;
}

/**
 * Writes the differences: who leaves keeps a period that ends the day before, who never began loses it, who comes gets one
 * from the date on (in the first import of a year, from the file's own date). Each is kept in `import_change`.
 */
export async function publishMemberships(
  tx: Transaction,
  input: MembershipDiffInput & { readonly firstOfYear: boolean },
): Promise<MembershipCounts> {
  const params = paramsOf(input);
  const { pupilsCurrent, pupilsEnded, ...counts } = await diffMemberships(tx, input);
  if (counts.membershipsEnded > 0) await tx.run(END, params);
  if (counts.membershipsModified > 0) await tx.run(CHANGE_END, params);
  if (counts.membershipsAdded > 0) await tx.run(ADD, [...params, input.firstOfYear]);
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

const GONE = `
  gone AS MATERIALIZED (
    SELECT * FROM present
     WHERE NOT EXISTS (SELECT FROM wanted WHERE (${columnsOf('wanted')}) = (${columnsOf('present')}))
  )`;

const END = `
  WITH ${DIFFERENCES}, ${GONE},
  deleted AS (
    DELETE FROM group_membership USING gone WHERE group_membership.ctid = address AND gone.starts_on >= $5::date
    RETURNING gone.*
  ), ended AS (
    UPDATE group_membership SET ends_on = $5::date - 1
      FROM gone WHERE group_membership.ctid = address AND gone.starts_on < $5::date
    RETURNING gone.*
  ), changed AS (
    SELECT *, NULL::date AS ended_on FROM deleted UNION ALL SELECT *, $5::date - 1 FROM ended
  )
  ${keep(
    'deleted',
    period('starts_on', 'ends_on'),
    `CASE WHEN ended_on IS NOT NULL THEN ${period('starts_on', 'ended_on')} END`,
  )}`;

const CHANGE_END = `
  WITH ${DIFFERENCES}, changed AS (
    UPDATE group_membership SET ends_on = wanted.ends_on
      FROM wanted JOIN present USING (${KEY})
     WHERE group_membership.ctid = present.address AND wanted.ends_on <> present.ends_on
    RETURNING group_key, present.role, present.person_id, present.starts_on, present.ends_on,
              wanted.ends_on AS new_ends_on
  )
  ${keep('modified', period('starts_on', 'ends_on'), period('starts_on', 'new_ends_on'))}`;

const ADD = `
  WITH ${DIFFERENCES}, coming AS MATERIALIZED (
    SELECT group_key, role, person_id, CASE WHEN $6 THEN starts_on ELSE seen_from END AS starts_on, ends_on
      FROM wanted
     WHERE NOT EXISTS (SELECT FROM present WHERE (${columnsOf('present')}) = (${columnsOf('wanted')}))
  ), added AS (
    INSERT INTO group_membership (group_id, role, person_id, starts_on, ends_on)
    SELECT "group".id, role, person_id, starts_on, ends_on
      FROM coming JOIN "group" ON "group".key = group_key AND campus_code = $2 AND school_year = $3
  ), changed AS (SELECT * FROM coming)
  ${keep('created', 'NULL::jsonb', period('starts_on', 'ends_on'))}`;

function columnsOf(alias: string): string {
  return KEY.split(', ')
    .map((name) => `${alias}.${name}`)
    .join(', ');
}
