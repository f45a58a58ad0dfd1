import type { KeptMemberships } from '@timetable/domain';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';

export interface KeptMembershipsScope {
  readonly importId: string;
  readonly campusCode: string;
  readonly schoolYear: string;
  readonly establishmentIds: readonly string[];
  /** Local date from which memberships are compared. */
  readonly on: string;
}

/**
 * Stages, in place of what the file says of them, the memberships that stay as they are: compared with themselves, they do not
 * change. Returns how many would have ended or changed.
 */
export async function keepMemberships(
  tx: Transaction,
  { importId, campusCode, schoolYear, establishmentIds, on }: KeptMembershipsScope,
  kept: KeptMemberships,
): Promise<number> {
  const { groups, pupils, taughtGroups, teachers, anyTeacher, endedGroups } = kept;
  const isAny = [groups, pupils, taughtGroups, teachers].some(({ length }) => length > 0) || anyTeacher;
  if (!isAny) return 0;
  const count = await tx.first(COUNT, KEEP, [
    importId,
    campusCode,
    schoolYear,
    establishmentIds,
    on,
    groups,
    pupils,
    taughtGroups,
    teachers,
    anyTeacher,
    endedGroups,
  ]);
  return count?.kept ?? 0;
}

const COUNT = z.object({ kept: z.int() });

/** $1 import, $2 campus, $3 year, $4 establishments, $5 date; what stays: $6 groups, $7 pupils, $8 taught groups, $9 teachers, $10 any teacher; not in $11. */
const KEEP = `
  WITH present AS MATERIALIZED (
    SELECT "group".key AS group_key, person_id, role, starts_on, ends_on
      FROM group_membership AS member
      JOIN "group" ON "group".id = member.group_id
     WHERE "group".campus_code = $2 AND "group".school_year = $3 AND "group".establishment_ids <@ $4::text[]
       AND "group".key <> ALL ($11::text[])
       AND ("group".key = ANY ($6::text[])
            OR role = 'pupil' AND person_id = ANY ($7::text[])
            OR role = 'teacher' AND ("group".key = ANY ($8::text[]) OR person_id = ANY ($9::text[]) OR $10::boolean))
  ),
  stated AS MATERIALIZED (
    SELECT staged.ctid AS address, staged.group_key, staged.person_id, staged.role, staged.ends_on
      FROM membership_staging AS staged
     WHERE import_id = $1 AND EXISTS (SELECT FROM present WHERE present.group_key = staged.group_key
                                         AND present.person_id = staged.person_id AND present.role = staged.role)
  ),
  gone AS (DELETE FROM membership_staging WHERE import_id = $1 AND ctid = ANY (ARRAY(SELECT address FROM stated))),
  staged AS (
    INSERT INTO membership_staging (import_id, group_key, person_id, role, starts_on, ends_on)
    SELECT $1, group_key, person_id, role, starts_on, ends_on FROM present
  )
  SELECT count(*)::int AS kept FROM present
   WHERE ends_on >= $5::date
     AND NOT EXISTS (SELECT FROM stated WHERE stated.group_key = present.group_key AND stated.person_id = present.person_id
                        AND stated.role = present.role AND stated.ends_on = present.ends_on)`;
