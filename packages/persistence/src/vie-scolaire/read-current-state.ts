import {
  unmatchedReference,
  type CurrentClosure,
  type CurrentGroup,
  type CurrentSubject,
  type ServiceRecord,
} from '@timetable/domain';
import { z } from 'zod';
import type { QueryBuilder } from '../query-builder.js';
import type { Sql } from '../sql.js';

/** Whose current state it is, and of which year. */
interface BaseScope {
  readonly campusCode: string;
  readonly schoolYear: string;
  readonly establishmentIds: readonly string[];
}

/** Each once, however many establishments know it: as a person made it rather than as an import did. */
export function readSubjects(
  sql: Sql,
  { establishmentIds, schoolYear }: BaseScope,
  on: string,
): Promise<CurrentSubject[]> {
  return sql.rows(SUBJECT, SUBJECTS, [establishmentIds, schoolYear, on]);
}

const SUBJECT = z.object({
  key: z.string(),
  code: z.string(),
  label: z.string(),
  imported: z.boolean(),
  isOfOtherYear: z.boolean(),
  isOfYearUnderWay: z.boolean(),
});

/** $1 establishments, $2 year of the import, $3 its local date. */
const SUBJECTS = `
  SELECT DISTINCT ON (subject.key) subject.key, code, label, imported,
         coalesce(other.is_any, false) AS "isOfOtherYear", coalesce(other.is_under_way, false) AS "isOfYearUnderWay"
    FROM subject
    LEFT JOIN (SELECT subject_key AS key, true AS is_any, bool_or(label < $2 AND ends_on >= $3::date) AS is_under_way
                 FROM service JOIN school_year ON establishment_id = ANY (establishment_ids) AND label = school_year
                WHERE establishment_ids && $1::text[] AND school_year <> $2 AND deleted_at IS NULL
                GROUP BY subject_key) AS other USING (key)
   WHERE establishment_id = ANY ($1::text[]) AND deleted_at IS NULL
   ORDER BY subject.key, imported, establishment_id`;

export function readServices(query: QueryBuilder, scope: BaseScope): Promise<ServiceRecord[]> {
  return query
    .selectFrom('service')
    .select(['subjectKey', 'audience', 'teachers', 'yearlyMinutes', 'taughtDays', 'establishmentIds'])
    .where('campusCode', '=', scope.campusCode)
    .where('schoolYear', '=', scope.schoolYear)
    .where((of) => of('establishmentIds', '<@', of.val([...scope.establishmentIds])))
    .where('deletedAt', 'is', null)
    .orderBy('subjectKey')
    .orderBy('audience')
    .execute();
}

/** Names of the classes and groups of the campus that nobody matched, by audience item. */
export async function readUnmatchedNames(
  query: QueryBuilder,
  { campusCode }: Pick<BaseScope, 'campusCode'>,
): Promise<Map<string, string>> {
  const rows = await query
    .selectFrom('match')
    .select(['kind', 'key', 'label'])
    .where('campusCode', '=', campusCode)
    .where('kind', 'in', ['class', 'group'])
    .execute();
  return new Map(
    rows.flatMap(({ kind, key, label }) =>
      kind === 'class' || kind === 'group'
        ? [[`${kind === 'class' ? 'c' : 'g'}:${unmatchedReference(kind, key)}`, label] as const]
        : [],
    ),
  );
}

const CLOSURE = z.object({ startsOn: z.string(), endsOn: z.string(), kept: z.boolean() });

/** Maximal runs of closed days, those that an import may remove apart from the others. */
export function readClosures(
  sql: Sql,
  { establishmentIds, schoolYear }: BaseScope,
): Promise<CurrentClosure[]> {
  return sql.rows(
    CLOSURE,
    `SELECT lower(run) AS "startsOn", upper(run) - 1 AS "endsOn", kept
       FROM (SELECT source <> 'import' AS kept, unnest(range_agg(daterange(starts_on, ends_on, '[]'))) AS run
               FROM closure WHERE establishment_id = ANY ($1::text[]) AND school_year = $2 GROUP BY 1) AS merged
      ORDER BY 1, 2`,
    [establishmentIds, schoolYear],
  );
}

const GROUP = z.object({
  key: z.string(),
  name: z.string(),
  establishmentIds: z.array(z.string()),
  classIds: z.array(z.string()),
  pupilIds: z.array(z.string()),
});

/** @param on local date on which memberships are judged current */
export function readGroups(sql: Sql, scope: BaseScope, on: string): Promise<CurrentGroup[]> {
  return sql.rows(
    GROUP,
    `SELECT key, name, establishment_ids AS "establishmentIds", class_ids AS "classIds",
            coalesce((SELECT array_agg(DISTINCT person_id COLLATE "C") FROM group_membership
                       WHERE group_id = "group".id AND role = 'pupil' AND ends_on >= $4::date), '{}') AS "pupilIds"
       FROM "group"
      WHERE campus_code = $1 AND school_year = $2 AND establishment_ids <@ $3::text[] AND deleted_at IS NULL
      ORDER BY key`,
    [scope.campusCode, scope.schoolYear, scope.establishmentIds, on],
  );
}
