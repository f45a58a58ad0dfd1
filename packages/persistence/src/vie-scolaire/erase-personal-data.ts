import { FORGOTTEN_MESSAGE, FORGOTTEN_TEACHER, type ImportStatus } from '@timetable/domain';
import { z } from 'zod';
import { closeImport } from '../imports/close-import.js';
import type { Transaction } from '../transaction.js';
import { erasePlan } from './erase-plan.js';

const DUE = z.object({
  id: z.string(),
  campusCode: z.string(),
  schoolYear: z.string(),
  status: z.custom<ImportStatus>((status) => typeof status === 'string'),
  isPlanErased: z.boolean(),
});

/**
 * The oldest import of a school year that ended by $1. One whose year was never known has the longest it can be: a year from
 * its reception. What was received after the end of its year waits as long as if the year had ended then.
 */
const OLDEST_DUE = `
  SELECT import.id, import.campus_code AS "campusCode", coalesce(import.school_year, '') AS "schoolYear", import.status,
         import.plan_erased_at IS NOT NULL AS "isPlanErased"
    FROM import
   WHERE import.personal_data_erased_at IS NULL AND import.received_at < $1::date + 1
     AND import.status NOT IN ('received', 'running')
     AND coalesce((SELECT max(school_year.ends_on) FROM school_year
                    WHERE school_year.establishment_id = ANY (import.establishment_ids)
                      AND school_year.label = import.school_year),
                  (import.received_at + interval '1 year')::date) <= $1::date
   ORDER BY import.received_at LIMIT 1
   FOR UPDATE OF import SKIP LOCKED`;

/**
 * Erases whatever names people in one import and in the matches that no later import has seen, and with the last import of a year
 * what its sessions and services say of teachers whom the ENT never knew; what it did stays, counted. One that nobody decided about is cancelled: its plan could not be shown any more.
 *
 * @param yearEndedBy local date: years that ended on it or before are due
 * @returns false when there is none
 */
export async function eraseOldestPersonalData(
  tx: Transaction,
  yearEndedBy: string,
  now: Date,
): Promise<boolean> {
  const due = await tx.first(DUE, OLDEST_DUE, [yearEndedBy]);
  if (due === undefined) return false;
  const { id: importId, campusCode, schoolYear, status, isPlanErased } = due;
  if (status === 'held' || status === 'interrupted') {
    await closeImport(tx, { importId, campusCode }, { status: 'cancelled', message: FORGOTTEN_MESSAGE }, now);
  }
  if (!isPlanErased) await erasePlan(tx, importId, now);
  await tx.run(REPORT_WITHOUT_PEOPLE, [importId, now]);
  await tx.run(`UPDATE import_problem SET examples = '[]' WHERE import_id = $1`, [importId]);
  await tx.run(`DELETE FROM import_summary WHERE import_id = $1 AND grouping = 'teacher'`, [importId]);
  if (await isLastOfYear(tx, importId)) await forgetUnknownTeachers(tx, importId, schoolYear);
  await tx.run('UPDATE deposit SET remote_address = NULL, user_agent = NULL WHERE id = $1', [importId]);
  const matches = await tx.run(
    `DELETE FROM match WHERE campus_code = $1 AND kind IN ('teacher', 'pupil') AND last_seen_import_id = $2`,
    [campusCode, importId],
  );
  await tx.run(
    `INSERT INTO personal_data_erasure AS erasure (campus_code, school_year, imports, matches, erased_at)
     VALUES ($1, $2, 1, $3, $4)
     ON CONFLICT (campus_code, school_year) DO UPDATE
       SET imports = erasure.imports + 1, matches = erasure.matches + EXCLUDED.matches, erased_at = EXCLUDED.erased_at`,
    [campusCode, schoolYear, matches, now],
  );
  return true;
}

const LAST = z.object({ isLast: z.boolean() });

/** Whether no other import of its year and establishments has still to be erased: until then one may name whom they name. */
async function isLastOfYear(tx: Transaction, importId: string): Promise<boolean> {
  const found = await tx.first(
    LAST,
    `SELECT NOT EXISTS (
              SELECT FROM import AS other
               WHERE other.campus_code = own.campus_code AND other.school_year = own.school_year AND other.id <> own.id
                 AND other.personal_data_erased_at IS NULL AND other.establishment_ids && own.establishment_ids) AS "isLast"
       FROM import AS own WHERE own.id = $1 AND own.school_year IS NOT NULL`,
    [importId],
  );
  return found?.isLast === true;
}

/** A reference to somebody unknown is the key of their match: a name, an identifier, perhaps with a birth date. */
async function forgetUnknownTeachers(tx: Transaction, importId: string, schoolYear: string): Promise<void> {
  for (const table of ['session', 'service'])
    await tx.run(
      `UPDATE ${table} AS taught
          SET teachers = ARRAY(SELECT DISTINCT CASE WHEN teacher LIKE '?%' THEN $2 ELSE teacher END COLLATE "C"
                                 FROM unnest(taught.teachers) AS teacher ORDER BY 1)
         FROM import
        WHERE import.id = $1 AND taught.campus_code = import.campus_code AND taught.school_year = $3
          AND taught.establishment_ids && import.establishment_ids
          AND EXISTS (SELECT FROM unnest(taught.teachers) AS teacher WHERE teacher LIKE '?_%')`,
      [importId, FORGOTTEN_TEACHER, schoolYear],
    );
}

/** Totals stay, and what is said of classes and groups. */
const REPORT_WITHOUT_PEOPLE = `
  UPDATE import
     SET personal_data_erased_at = $2,
         unmatched = unmatched - 'teacher' - 'pupil',
         course_changes = jsonb_set(course_changes, '{items}', '[]'),
         absent = jsonb_set(absent, '{items}', coalesce(
           (SELECT jsonb_agg(item) FROM jsonb_array_elements(absent -> 'items') AS item WHERE item ->> 'kind' IN ('class', 'group')),
           '[]'))
   WHERE id = $1`;
