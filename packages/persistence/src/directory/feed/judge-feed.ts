import { DIRECTORY_LISTS, type DirectoryLoss } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../../sql.js';

const LIST = z.enum(['teachers', 'pupils', 'classes']);

const JUDGED = z.object({
  campusCode: z.string(),
  list: LIST,
  known: z.int(),
  received: z.int(),
  created: z.int(),
  changed: z.int(),
  missing: z.int(),
  mayReplace: z.boolean(),
});

/** What a feed would do to one list of a campus. */
export type JudgedList = Readonly<z.infer<typeof JUDGED>>;

/** The feed's word on a person, laid over what is known of them. */
export const LAID = `
  coalesce(given.last_name, known.last_name), coalesce(given.first_name, known.first_name),
  coalesce(given.birth_date, known.birth_date), coalesce(given.sts_id, known.sts_id),
  coalesce(given.national_id, known.national_id), coalesce(given.siecl_id, known.siecl_id),
  CASE WHEN given.says_class THEN given.class_ent_id ELSE known.class_ent_id END, given.listed_by`;

/** Whether what is laid differs from what is known. */
export const DIFFERS = `(NOT known.present OR
  (${LAID})
  IS DISTINCT FROM
  (known.last_name, known.first_name, known.birth_date, known.sts_id, known.national_id, known.siecl_id,
   known.class_ent_id, known.listed_by))`;

const SAME_PERSON =
  '(known.campus_code, known.kind, known.ent_id) = (given.campus_code, given.kind, given.ent_id)';
const SAME_CLASS = '(known.campus_code, known.ent_id) = (given.campus_code, given.ent_id)';

/** Whether a person who is known, and whom the feed does not have, would be in it. */
export const COVERED = `(campus.is_whole OR known.listed_by <@ campus.establishment_ids)`;

/**
 * Who leaves: of a complete feed whom it does not have, of changes whom it says so. Two conditions, not one with a case: each can
 * be joined, where a case is looked up row by row. `$1` says of which campuses.
 */
export const leaves = (isComplete: boolean): string =>
  isComplete
    ? `${COVERED} AND NOT EXISTS (SELECT FROM feed_person AS given WHERE given.campus_code = ANY($1) AND ${SAME_PERSON} AND NOT given.is_gone)`
    : `EXISTS (SELECT FROM feed_person AS given WHERE given.campus_code = ANY($1) AND ${SAME_PERSON} AND given.is_gone)`;

export const CLASS_LEAVES = `known.establishment_id = ANY(campus.class_establishment_ids)
  AND NOT EXISTS (SELECT FROM feed_class AS given WHERE ${SAME_CLASS})`;

/**
 * What the feed would do to each list of these campuses. `mayReplace`: somebody appears who may be somebody known under
 * another id; with identifiers or birth dates that rule it out, nobody has to be compared by name.
 */
export function judgeFeed(
  tx: Sql,
  campusCodes: readonly string[],
  isComplete: boolean,
): Promise<JudgedList[]> {
  return tx.rows(JUDGED, JUDGE[isComplete ? 'complete' : 'changes'], [campusCodes]);
}

const judgement = (isComplete: boolean): string => `
  WITH judged AS MATERIALIZED (
    SELECT given.campus_code, given.kind, given.ent_id, given.birth_date, given.sts_id, given.national_id, given.siecl_id,
           known.ent_id IS NULL OR known.replaced_by IS NOT NULL AS is_new,
           known.ent_id IS NOT NULL AND ${DIFFERS} AS differs
      FROM feed_person AS given
      LEFT JOIN person AS known ON known.campus_code = ANY($1) AND ${SAME_PERSON}
     WHERE given.campus_code = ANY($1) AND NOT given.is_gone
  ), leaving AS MATERIALIZED (
    SELECT known.campus_code, known.kind, known.ent_id
      FROM person AS known JOIN feed_campus AS campus USING (campus_code)
     WHERE known.campus_code = ANY($1) AND known.present AND ${leaves(isComplete)}
  ), apart AS (
    SELECT known.* FROM person AS known JOIN leaving USING (campus_code, kind, ent_id)
     UNION ALL
    SELECT known.* FROM person AS known
     WHERE known.campus_code = ANY($1) AND NOT known.present AND known.replaced_by IS NULL
  ), replacing AS (
    SELECT DISTINCT judged.campus_code, judged.kind
      FROM judged JOIN apart USING (campus_code, kind)
     WHERE judged.is_new AND judged.ent_id <> apart.ent_id
       AND (judged.birth_date = apart.birth_date OR judged.birth_date IS NULL OR apart.birth_date IS NULL
            OR judged.national_id = apart.national_id OR judged.siecl_id = apart.siecl_id OR judged.sts_id = apart.sts_id)
  ), people AS (
    SELECT campus_code, kind,
           (SELECT count(*) FROM person WHERE (person.campus_code, person.kind) = (campus.campus_code, kinds.kind) AND present) AS known,
           coalesce(given.received, 0) AS received, coalesce(given.created, 0) AS created, coalesce(given.changed, 0) AS changed,
           coalesce(gone.missing, 0) AS missing, replacing.kind IS NOT NULL AS may_replace
      FROM feed_campus AS campus CROSS JOIN (VALUES ('teacher'), ('pupil')) AS kinds (kind)
      LEFT JOIN (SELECT campus_code, kind, count(*) AS received, count(*) FILTER (WHERE is_new) AS created,
                        count(*) FILTER (WHERE differs AND NOT is_new) AS changed
                   FROM judged GROUP BY 1, 2) AS given USING (campus_code, kind)
      LEFT JOIN (SELECT campus_code, kind, count(*) AS missing FROM leaving GROUP BY 1, 2) AS gone USING (campus_code, kind)
      LEFT JOIN replacing USING (campus_code, kind)
     WHERE campus_code = ANY($1)
  ), classes AS (
    SELECT campus_code,
           (SELECT count(*) FROM class WHERE class.campus_code = campus.campus_code AND present) AS known,
           (SELECT count(*) FROM feed_class AS given WHERE given.campus_code = campus.campus_code) AS received,
           (SELECT count(*) FROM feed_class AS given
             WHERE given.campus_code = campus.campus_code
               AND NOT EXISTS (SELECT FROM class AS known WHERE ${SAME_CLASS} AND known.replaced_by IS NULL)) AS created,
           (SELECT count(*) FROM feed_class AS given JOIN class AS known ON ${SAME_CLASS}
             WHERE given.campus_code = campus.campus_code AND known.replaced_by IS NULL
               AND (known.name, known.establishment_id, known.present)
                   IS DISTINCT FROM (given.name, given.establishment_id, true)) AS changed,
           (SELECT count(*) FROM class AS known
             WHERE known.campus_code = campus.campus_code AND known.present AND ${CLASS_LEAVES}) AS missing,
           EXISTS (SELECT FROM class WHERE class.campus_code = campus.campus_code AND NOT present AND replaced_by IS NULL) AS has_former
      FROM feed_campus AS campus WHERE campus_code = ANY($1)
  )
  SELECT campus_code AS "campusCode", CASE kind WHEN 'teacher' THEN 'teachers' ELSE 'pupils' END AS list, known::int,
         received::int, created::int, changed::int, missing::int, may_replace AS "mayReplace"
    FROM people
   UNION ALL
  SELECT campus_code, 'classes', known::int, received::int, created::int, changed::int, missing::int,
         created > 0 AND (missing > 0 OR has_former)
    FROM classes`;

const JUDGE = { complete: judgement(true), changes: judgement(false) };

/** The losses of one campus, as a load of its directory counts them. */
export const lossesOf = (lists: readonly JudgedList[], isComplete: boolean): DirectoryLoss[] =>
  DIRECTORY_LISTS.flatMap((list) =>
    lists
      .filter((judged) => judged.list === list)
      // What a feed of changes brings is no list: what stays counts.
      .map(({ known, received, missing: lost }) => ({
        ...{ list, known, lost },
        received: isComplete ? received : known - lost,
      })),
  );
