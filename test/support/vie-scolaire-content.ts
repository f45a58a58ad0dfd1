import type { Database } from '@timetable/persistence';
import { z } from 'zod';

const CONTENT = z.object({
  sessions: z.array(z.string()),
  services: z.array(z.string()),
  groups: z.array(z.string()),
  memberships: z.array(z.string()),
  subjects: z.array(z.string()),
  closures: z.array(z.string()),
});
export type VieScolaireContent = z.output<typeof CONTENT>;

/** Everything that imports write for one campus, row by row, ids included: equal contents, nothing was changed. */
export async function vieScolaireContent(
  database: Database,
  campusCode: string,
): Promise<VieScolaireContent> {
  const content = await database.sql.first(CONTENT, EVERYTHING, [campusCode]);
  if (content === undefined) throw new Error('An aggregate gave no row.');
  return content;
}

/** As JSON, which is read a hundred times faster than an array of PostgreSQL. */
const list = (row: string, from: string): string =>
  `(SELECT coalesce(json_agg(${row} ORDER BY ${row}), '[]') FROM ${from})`;

const EVERYTHING = `
  SELECT ${list(
    `concat_ws(' ', id, state, starts_at, ends_at, subject_key, audience, teachers, rooms, classes, groups)`,
    'session WHERE campus_code = $1',
  )} AS sessions,
         ${list(
           `concat_ws(' ', id, subject_key, audience, teachers, yearly_minutes, deleted_at)`,
           'service WHERE campus_code = $1',
         )} AS services,
         ${list(`concat_ws(' ', id, key, name, class_ids, deleted_at)`, '"group" WHERE campus_code = $1')} AS groups,
         ${list(
           `concat_ws(' ', group_id, role, person_id, starts_on, ends_on)`,
           'group_membership WHERE group_id IN (SELECT id FROM "group" WHERE campus_code = $1)',
         )} AS memberships,
         ${list(
           `concat_ws(' ', establishment_id, key, code, label, deleted_at)`,
           `subject WHERE establishment_id LIKE $1 || '/%'`,
         )} AS subjects,
         ${list(
           `concat_ws(' ', establishment_id, starts_on, ends_on, source)`,
           `closure WHERE establishment_id LIKE $1 || '/%'`,
         )} AS closures`;
