import type { Counts } from '@timetable/domain';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';

/** What a comparison or a publication of memberships counts. */
interface MembershipCounts extends Counts {
  readonly membershipsAdded: number;
  readonly membershipsEnded: number;
  readonly membershipsModified: number;
  readonly membershipsUnchanged: number;
}

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

export async function diffMemberships(sql: Sql, input: MembershipDiffInput): Promise<MembershipCounts> {
  const counts = await sql.first<MembershipCounts>(
    `WITH ${DIFFERENCES}
     SELECT count(*) FILTER (WHERE address IS NULL)::int AS "membershipsAdded",
            count(*) FILTER (WHERE wanted.ends_on IS NULL)::int AS "membershipsEnded",
            count(*) FILTER (WHERE wanted.ends_on <> present.ends_on)::int AS "membershipsModified",
            count(*) FILTER (WHERE wanted.ends_on = present.ends_on)::int AS "membershipsUnchanged"
       FROM wanted FULL JOIN present USING (${KEY})`,
    paramsOf(input),
  );
  if (counts === undefined) throw new Error('An aggregate gave no row.');
  return counts;
}

/**
 * Writes the differences: who leaves keeps a period that ends the day before, who never began loses it, who comes gets one
 * from the date on (in the first import of a year, from the file's own date).
 */
export async function publishMemberships(
  tx: Transaction,
  input: MembershipDiffInput & { readonly firstOfYear: boolean },
): Promise<void> {
  const params = paramsOf(input);
  const gone = `SELECT address FROM present
                 WHERE NOT EXISTS (SELECT FROM wanted WHERE (${columnsOf('wanted')}) = (${columnsOf('present')}))`;
  await tx.run(
    `WITH ${DIFFERENCES}
     DELETE FROM group_membership WHERE starts_on >= $5::date AND ctid IN (${gone})`,
    params,
  );
  await tx.run(
    `WITH ${DIFFERENCES}
     UPDATE group_membership SET ends_on = $5::date - 1 WHERE starts_on < $5::date AND ctid IN (${gone})`,
    params,
  );
  await tx.run(
    `WITH ${DIFFERENCES}
     UPDATE group_membership SET ends_on = wanted.ends_on
       FROM wanted JOIN present USING (${KEY})
      WHERE group_membership.ctid = present.address AND wanted.ends_on <> present.ends_on`,
    params,
  );
  await tx.run(
    `WITH ${DIFFERENCES}
     INSERT INTO group_membership (group_id, role, person_id, starts_on, ends_on)
     SELECT "group".id, role, person_id, CASE WHEN $6 THEN wanted.starts_on ELSE seen_from END, wanted.ends_on
       FROM wanted JOIN "group" ON "group".key = group_key AND campus_code = $2 AND school_year = $3
      WHERE NOT EXISTS (SELECT FROM present WHERE (${columnsOf('present')}) = (${columnsOf('wanted')}))`,
    [...params, input.firstOfYear],
  );
}

function columnsOf(alias: string): string {
  return KEY.split(', ')
    .map((name) => `${alias}.${name}`)
    .join(', ');
}
