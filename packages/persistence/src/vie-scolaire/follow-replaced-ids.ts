import type { ReplacedIds } from '@timetable/domain';
import type { Sql } from '../sql.js';

/**
 * Has everything that refers to an id of the directory refer to the one that replaces it: sessions, services, groups and
 * memberships of every year, what an import under way has staged and planned, people's classes, matches and deposit
 * accounts. The caller holds the campus's fences: nobody writes any of it meanwhile. Arrays stay sorted, as they are
 * compared whole.
 */
export async function followReplacedIds(tx: Sql, campusCode: string, replaced: ReplacedIds): Promise<void> {
  const { classes, teachers, pupils, users } = replaced;
  if (classes.size > 0) await followClasses(tx, campusCode, classes);
  if (teachers.size > 0) await followTeachers(tx, campusCode, teachers);
  if (pupils.size > 0) await followPeople(tx, campusCode, 'pupil', pupils);
  if (users.size > 0) await tx.run(DEPOSIT_ACCOUNTS, [campusCode, toJson(users)]);
}

async function followClasses(
  tx: Sql,
  campusCode: string,
  classes: ReadonlyMap<string, string>,
): Promise<void> {
  const ids = toJson(classes);
  const items = toJson(new Map([...classes].map(([former, now]) => [`c:${former}`, `c:${now}`])));
  await tx.run(SESSION_CLASSES, [campusCode, ids, items]);
  await tx.run(STAGED_CLASSES, [campusCode, ids, items]);
  await tx.run(KEPT_CLASSES, [campusCode, ids, items]);
  await tx.run(SERVICE_AUDIENCES, [campusCode, items]);
  await tx.run(PLANNED_AUDIENCES, [campusCode, items]);
  await tx.run(GROUP_CLASSES, [campusCode, ids]);
  await tx.run(PLANNED_GROUP_CLASSES, [campusCode, ids]);
  await tx.run(CLASSES_OF_PEOPLE, [campusCode, ids]);
  await tx.run(MATCHES, [campusCode, ids, 'class']);
}

async function followTeachers(
  tx: Sql,
  campusCode: string,
  teachers: ReadonlyMap<string, string>,
): Promise<void> {
  const ids = toJson(teachers);
  await tx.run(SESSION_TEACHERS, [campusCode, ids]);
  await tx.run(STAGED_TEACHERS, [campusCode, ids]);
  await tx.run(KEPT_TEACHERS, [campusCode, ids]);
  await tx.run(SERVICE_TEACHERS, [campusCode, ids]);
  await tx.run(PLANNED_TEACHERS, [campusCode, ids]);
  await followPeople(tx, campusCode, 'teacher', teachers);
}

async function followPeople(
  tx: Sql,
  campusCode: string,
  kind: 'teacher' | 'pupil',
  people: ReadonlyMap<string, string>,
): Promise<void> {
  const params = [campusCode, toJson(people), kind];
  await tx.run(MEMBERSHIPS, params);
  await tx.run(STAGED_MEMBERSHIPS, params);
  await tx.run(MATCHES, params);
}

const toJson = (ids: ReadonlyMap<string, string>): string => JSON.stringify(Object.fromEntries(ids));

/** Imports that have staged or planned something not yet published; what is over stays as it was said. */
const UNDER_WAY = `(SELECT id FROM import WHERE campus_code = $1 AND status = 'running' AND published IS NULL)`;

const keysOf = (param: string): string =>
  `ARRAY(SELECT key COLLATE "C" FROM jsonb_object_keys(${param}::jsonb) AS key)`;
const one = (value: string, param: string): string => `coalesce(${param}::jsonb ->> ${value}, ${value})`;
const all = (values: string, param: string): string =>
  `ARRAY(SELECT DISTINCT ${one('value', param)} COLLATE "C" FROM unnest(${values}) AS value ORDER BY 1)`;
const allOfJson = (values: string, param: string): string =>
  `to_jsonb(${all(`ARRAY(SELECT jsonb_array_elements_text(${values}))`, param)})`;

const SET_CLASSES = `audience = ${all('audience', '$3')}, classes = ${all('classes', '$2')}`;
const SESSION_CLASSES = `
  UPDATE session SET ${SET_CLASSES} WHERE campus_code = $1 AND audience && ${keysOf('$3')}`;
const STAGED_CLASSES = `
  UPDATE session_staging SET ${SET_CLASSES} WHERE import_id IN ${UNDER_WAY} AND audience && ${keysOf('$3')}`;

/** What a session keeps since the file leaves it unsaid; NULL: what the file says. */
const KEPT_CLASSES = `
  UPDATE session_diff
     SET kept_audience = ${all('kept_audience', '$3')},
         kept_classes = CASE WHEN kept_classes IS NOT NULL THEN ${all('kept_classes', '$2')} END
   WHERE import_id IN ${UNDER_WAY} AND kept_audience && ${keysOf('$3')}`;
const KEPT_TEACHERS = `
  UPDATE session_diff SET kept_teachers = ${all('kept_teachers', '$2')}
   WHERE import_id IN ${UNDER_WAY} AND kept_teachers && ${keysOf('$2')}`;

const SESSION_TEACHERS = `
  UPDATE session SET teachers = ${all('teachers', '$2')} WHERE campus_code = $1 AND teachers && ${keysOf('$2')}`;
const STAGED_TEACHERS = `
  UPDATE session_staging SET teachers = ${all('teachers', '$2')}
   WHERE import_id IN ${UNDER_WAY} AND teachers && ${keysOf('$2')}`;

const SERVICE_AUDIENCES = `
  UPDATE service SET audience = $2::jsonb ->> audience WHERE campus_code = $1 AND $2::jsonb ? audience`;
const SERVICE_TEACHERS = `
  UPDATE service SET teachers = ${all('teachers', '$2')} WHERE campus_code = $1 AND teachers && ${keysOf('$2')}`;

const GROUP_CLASSES = `
  UPDATE "group" SET class_ids = ${all('class_ids', '$2')} WHERE campus_code = $1 AND class_ids && ${keysOf('$2')}`;

/** A row of a plan on one kind, with one of its members rewritten on both sides. */
const planned = (kind: string, member: string, now: (value: string) => string): string => {
  const side = (name: string): string =>
    `CASE WHEN ${name} ? '${member}'
          THEN ${name} || jsonb_build_object('${member}', ${now(`${name} -> '${member}'`)}) ELSE ${name} END`;
  return `
  UPDATE import_change SET before = ${side('before')}, after = ${side('after')}
   WHERE import_id IN ${UNDER_WAY} AND kind = '${kind}'`;
};
const PLANNED_AUDIENCES = planned('service', 'audience', (value) => one(`(${value} #>> '{}')`, '$2'));
const PLANNED_TEACHERS = planned('service', 'teachers', (value) => allOfJson(value, '$2'));
const PLANNED_GROUP_CLASSES = planned('group', 'classIds', (value) => allOfJson(value, '$2'));

const MEMBERSHIPS = `
  UPDATE group_membership SET person_id = $2::jsonb ->> person_id
    FROM "group" WHERE "group".id = group_id AND campus_code = $1 AND role = $3 AND $2::jsonb ? person_id`;
const STAGED_MEMBERSHIPS = `
  UPDATE membership_staging SET person_id = $2::jsonb ->> person_id
   WHERE import_id IN ${UNDER_WAY} AND role = $3 AND $2::jsonb ? person_id`;

const CLASSES_OF_PEOPLE = `
  UPDATE person SET class_ent_id = $2::jsonb ->> class_ent_id
   WHERE campus_code = $1 AND $2::jsonb ? class_ent_id`;

const MATCHES = `
  UPDATE match
     SET target_id = ${one('target_id', '$2')},
         former_target_id = ${one('former_target_id', '$2')},
         candidates = ARRAY(SELECT ${one('value', '$2')} FROM unnest(candidates) WITH ORDINALITY AS candidate (value, nth)
                             ORDER BY nth)
   WHERE campus_code = $1 AND kind = $3 AND ($2::jsonb ? target_id OR $2::jsonb ? former_target_id OR candidates && ${keysOf('$2')})`;

const DEPOSIT_ACCOUNTS = `
  UPDATE deposit_account SET user_ent_id = $2::jsonb ->> user_ent_id
   WHERE campus_code = $1 AND $2::jsonb ? user_ent_id`;
