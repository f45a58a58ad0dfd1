import type { Directory } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';

/** People fetched at a time: an ENT of a hundred thousand is never held twice, as rows and as people. */
const PAGE = 2_000;

const PERSON = z.object({
  id: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  birthDate: z.string().exactOptional(),
  idpn: z.string().exactOptional(),
  absentSince: z.string().exactOptional(),
  listedBy: z.array(z.string()).exactOptional(),
});
const TEACHER = z.object({ person: PERSON.extend({ stsId: z.string().exactOptional() }) });
const PUPIL = z.object({
  person: PERSON.extend({
    nationalId: z.string().exactOptional(),
    sieclId: z.string().exactOptional(),
    classId: z.string().exactOptional(),
  }),
});
const CLASS = z.object({
  class: z.object({
    id: z.string(),
    name: z.string(),
    establishmentId: z.string(),
    absentSince: z.string().exactOptional(),
  }),
});

/** People and classes of a campus, those who left included, all of one moment. */
export async function readDirectory(tx: Transaction, campusCode: string): Promise<Directory> {
  // Three statements, one snapshot: a directory replaced meanwhile is seen before or after, never in its middle.
  await tx.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return readLockedDirectory(tx, campusCode);
}

/** The same in a transaction that keeps others from replacing it. */
export async function readLockedDirectory(tx: Sql, campusCode: string): Promise<Directory> {
  const teachers = await people(
    tx,
    TEACHER,
    campusCode,
    'teacher',
    `'birthDate', birth_date, 'idpn', idpn, 'stsId', sts_id`,
  );
  const pupils = await people(
    tx,
    PUPIL,
    campusCode,
    'pupil',
    `'birthDate', birth_date, 'idpn', idpn, 'nationalId', national_id, 'sieclId', siecl_id, 'classId', class_ent_id`,
  );
  const classes = await tx.rows(
    CLASS,
    `SELECT json_strip_nulls(json_build_object('id', ent_id, 'name', name, 'establishmentId', establishment_id,
              'absentSince', absent_since)) AS class
       FROM class WHERE campus_code = $1 AND replaced_by IS NULL ORDER BY ent_id`,
    [campusCode],
  );
  return { teachers, pupils, classes: classes.map((row) => row.class) };
}

async function people<Person extends { readonly id: string }>(
  tx: Sql,
  row: z.ZodType<{ person: Person }>,
  campusCode: string,
  kind: 'teacher' | 'pupil',
  identifiers: string,
): Promise<Person[]> {
  const found: Person[] = [];
  for (;;) {
    const page = await tx.rows(
      row,
      `SELECT json_strip_nulls(json_build_object('id', ent_id, 'lastName', last_name, 'firstName', first_name,
                ${identifiers}, 'absentSince', absent_since, 'listedBy', listed_by)) AS person
         FROM person WHERE campus_code = $1 AND kind = '${kind}' AND ent_id > $2 AND replaced_by IS NULL
        ORDER BY ent_id LIMIT ${PAGE}`,
      [campusCode, found.at(-1)?.id ?? ''],
    );
    for (const { person } of page) found.push(person);
    if (page.length < PAGE) return found;
  }
}
