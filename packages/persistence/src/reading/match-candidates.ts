import type { Distinction } from '@timetable/domain';
import { sql } from 'kysely';
import { rowCount, type QueryBuilder } from '../query-builder.js';

const NOTHING: Distinction = {
  birthDate: null,
  classes: [],
  subjects: [],
  establishment: null,
  pupils: null,
};

interface Wanted {
  readonly teachers: readonly string[];
  readonly pupils: readonly string[];
  readonly classes: readonly string[];
  readonly groups: readonly string[];
}

/** What tells each of these apart from others of the same name, by `kind:id`. */
export async function readDistinctions(
  query: QueryBuilder,
  campusCode: string,
  { teachers, pupils, classes, groups }: Wanted,
): Promise<ReadonlyMap<string, Distinction>> {
  const parts = await Promise.all([
    people(query, campusCode, [...teachers, ...pupils]),
    subjectsOf(query, campusCode, teachers),
    classesOf(query, campusCode, classes),
    groupsOf(query, campusCode, groups),
  ]);
  const found = new Map<string, Distinction>();
  for (const [key, part] of parts.flat()) found.set(key, { ...NOTHING, ...found.get(key), ...part });
  return found;
}

type Part = [key: string, part: Partial<Distinction>];

async function people(query: QueryBuilder, campusCode: string, ids: readonly string[]): Promise<Part[]> {
  const rows = await query
    .selectFrom('person')
    .leftJoin('class', (join) =>
      join.onRef('class.campusCode', '=', 'person.campusCode').onRef('class.entId', '=', 'person.classEntId'),
    )
    .where('person.campusCode', '=', campusCode)
    .where((of) => of('person.entId', '=', of.fn.any(of.val([...ids]))))
    .select(['person.kind', 'person.entId', 'person.birthDate', 'class.name as className'])
    .execute();
  return rows.map(({ kind, entId, birthDate, className }) => [
    `${kind}:${entId}`,
    { birthDate, classes: className === null ? [] : [className] },
  ]);
}

/** What they teach in the last year that has services. */
async function subjectsOf(query: QueryBuilder, campusCode: string, ids: readonly string[]): Promise<Part[]> {
  const services = query
    .selectFrom('service')
    .where('service.campusCode', '=', campusCode)
    .where('service.deletedAt', 'is', null);
  const rows = await services
    .where((of) => of('service.teachers', '&&', sql<string[]>`${ids}::text[]`))
    .where('service.schoolYear', '=', (of) =>
      of
        .selectFrom('service as last')
        .where('last.campusCode', '=', campusCode)
        .where('last.deletedAt', 'is', null)
        .select((last) => last.fn.max('last.schoolYear').as('year')),
    )
    .innerJoin('subject', (join) =>
      join
        .onRef('subject.key', '=', 'service.subjectKey')
        .on((of) => of('subject.establishmentId', '=', of.fn.any('service.establishmentIds'))),
    )
    .select(['service.teachers', 'subject.label'])
    .distinct()
    .orderBy('subject.label')
    .execute();
  return ids.map((id) => [
    `teacher:${id}`,
    {
      subjects: [...new Set(rows.filter(({ teachers }) => teachers.includes(id)).map(({ label }) => label))],
    },
  ]);
}

async function classesOf(query: QueryBuilder, campusCode: string, ids: readonly string[]): Promise<Part[]> {
  const rows = await query
    .selectFrom('class')
    .innerJoin('establishment', 'establishment.id', 'class.establishmentId')
    .where('class.campusCode', '=', campusCode)
    .where((of) => of('class.entId', '=', of.fn.any(of.val([...ids]))))
    .select((of) => [
      'class.entId',
      'establishment.name as establishment',
      of
        .selectFrom('person')
        .whereRef('person.campusCode', '=', 'class.campusCode')
        .where('person.kind', '=', 'pupil')
        .where('person.absentSince', 'is', null)
        .whereRef('person.classEntId', '=', 'class.entId')
        .select(rowCount.as('count'))
        .$asScalar()
        .$notNull()
        .as('pupils'),
    ])
    .execute();
  return rows.map(({ entId, ...part }) => [`class:${entId}`, part]);
}

async function groupsOf(query: QueryBuilder, campusCode: string, keys: readonly string[]): Promise<Part[]> {
  const rows = await query
    .selectFrom('group')
    .leftJoin('class', (join) =>
      join
        .onRef('class.campusCode', '=', 'group.campusCode')
        .on((of) => of('class.entId', '=', of.fn.any('group.classIds'))),
    )
    .where('group.campusCode', '=', campusCode)
    .where('group.deletedAt', 'is', null)
    .where((of) => of('group.key', '=', of.fn.any(of.val([...keys]))))
    .select((of) => [
      'group.key',
      'class.name as className',
      of
        .selectFrom('groupMembership as member')
        .whereRef('member.groupId', '=', 'group.id')
        .where('member.role', '=', 'pupil')
        .select((members) => sql<number>`${members.fn.count('member.personId').distinct()}::int`.as('count'))
        .$asScalar()
        .$notNull()
        .as('pupils'),
    ])
    .orderBy('class.name')
    .execute();
  const byKey = Map.groupBy(rows, ({ key }) => key);
  return [...byKey].map(([key, of]) => [
    `group:${key}`,
    {
      classes: of.flatMap(({ className }) => className ?? []),
      pupils: of[0]?.pupils ?? null,
    },
  ]);
}
