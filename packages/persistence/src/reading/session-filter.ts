import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Tables } from '../tables.js';
import { fullName } from './ent-names.reader.js';

/** What a timetable shows; everything but the establishment and the days is optional. */
export interface SessionFilter {
  readonly establishmentId: string;
  readonly campusCode: string;
  /** Local dates, both included. */
  readonly from: string;
  readonly to: string;
  /** ENT id or exact name. */
  readonly class?: string | undefined;
  readonly teacher?: string | undefined;
  readonly group?: string | undefined;
  readonly room?: string | undefined;
  /** One session. */
  readonly id?: string | undefined;
}

/** As a condition on `session`. */
export function sessionMatches(
  filter: SessionFilter,
): (of: ExpressionBuilder<Tables, 'session'>) => Expression<SqlBool> {
  const { campusCode, establishmentId, from, to, class: className, teacher, group, room, id } = filter;
  return (of) =>
    of.and([
      of('campusCode', '=', campusCode),
      of('establishmentIds', '@>', of.val([establishmentId])),
      of.between('date', from, to),
      ...(className === undefined ? [] : [of('classes', '&&', classIds(of, campusCode, className))]),
      ...(teacher === undefined ? [] : [of('teachers', '&&', teacherIds(of, campusCode, teacher))]),
      ...(group === undefined ? [] : [of('groups', '&&', groupKeys(of, campusCode, group))]),
      ...(room === undefined ? [] : [of(of.val(room), '=', of.fn.any('rooms'))]),
      ...(id === undefined ? [] : [of('id', '=', id)]),
    ]);
}

// What a filter names, as the arrays of a session hold it: the id itself, or those of everything of that name.

const classIds = (of: ExpressionBuilder<Tables, 'session'>, campusCode: string, wanted: string) =>
  of
    .selectFrom('class')
    .where('class.campusCode', '=', campusCode)
    .where('class.name', '=', wanted)
    .select((classes) => idsAnd(wanted, classes.ref('class.entId')).as('ids'));

const teacherIds = (of: ExpressionBuilder<Tables, 'session'>, campusCode: string, wanted: string) =>
  of
    .selectFrom('person')
    .where('person.campusCode', '=', campusCode)
    .where('person.kind', '=', 'teacher')
    .where((people) => people(fullName(people), '=', wanted))
    .select((people) => idsAnd(wanted, people.ref('person.entId')).as('ids'));

const groupKeys = (of: ExpressionBuilder<Tables, 'session'>, campusCode: string, wanted: string) =>
  of
    .selectFrom('group')
    .where('group.campusCode', '=', campusCode)
    .where('group.name', '=', wanted)
    .select((groups) => idsAnd(wanted, groups.ref('group.key')).as('ids'));

const idsAnd = (wanted: string, id: Expression<string>) =>
  sql<string[]>`array_append(array_agg(${id}), ${wanted})`;
