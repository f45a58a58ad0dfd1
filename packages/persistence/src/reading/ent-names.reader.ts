import { matchKeyOf, nameWithoutMatch, type ReferredKind } from '@timetable/domain';
import { sql, type AliasableExpression, type ExpressionBuilder } from 'kysely';
import { leftSince } from '../directory/leavable.js';
import type { QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';

/** Ids of one campus whose names are wanted. */
export interface EntIds {
  readonly teachers?: readonly string[];
  readonly pupils?: readonly string[];
  readonly classes?: readonly string[];
  /** Group keys. */
  readonly groups?: readonly string[];
  /** `kind:key` of rows of the match table, for what the file names and the ENT does not know. */
  readonly matchKeys?: readonly string[];
}

export interface EntNames {
  readonly teachers: ReadonlyMap<string, string>;
  readonly pupils: ReadonlyMap<string, string>;
  readonly classes: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  /** As the file writes them, by `kind:key`. */
  readonly labels: ReadonlyMap<string, string>;
  /** Since when (ISO instant) those that the ENT no longer lists have been absent, by `kind:id`. */
  readonly absentSince: ReadonlyMap<string, string>;
}

/** `id` is null for what the file names and the ENT does not know. */
export interface NamedReference {
  readonly id: string | null;
  readonly name: string;
  /** ISO instant, for what has left the directory. */
  readonly absentSince?: string;
}

type NameKind = 'teacher' | 'pupil' | 'class' | 'group' | 'label';

/** Names of people who left are found too: past sessions still say who gave them. */
export async function readEntNames(query: QueryBuilder, campusCode: string, ids: EntIds): Promise<EntNames> {
  const { teachers = [], pupils = [], classes = [], groups = [], matchKeys = [] } = ids;
  const rows = await query
    .selectFrom('person')
    .where('campusCode', '=', campusCode)
    .where((person) =>
      person.or([
        person.and([
          person('kind', '=', 'teacher'),
          person('entId', '=', person.fn.any(person.val(teachers))),
        ]),
        person.and([person('kind', '=', 'pupil'), person('entId', '=', person.fn.any(person.val(pupils)))]),
      ]),
    )
    .select((person) => [
      person.ref('kind').$castTo<NameKind>().as('kind'),
      'entId as id',
      fullName(person).as('name'),
      leftSince('person').as('absentSince'),
    ])
    .unionAll(
      query
        .selectFrom('class')
        .where('campusCode', '=', campusCode)
        .where((of) => of('entId', '=', of.fn.any(of.val(classes))))
        .select([
          sql<NameKind>`'class'`.as('kind'),
          'entId as id',
          'name',
          leftSince('class').as('absentSince'),
        ]),
    )
    .unionAll(
      query
        .selectFrom('group')
        .where('campusCode', '=', campusCode)
        .where((group) => group('key', '=', group.fn.any(group.val(groups))))
        .select([sql<NameKind>`'group'`.as('kind'), 'key as id', 'name', NEVER.as('absentSince')]),
    )
    .unionAll(
      query
        .selectFrom('match')
        .where('campusCode', '=', campusCode)
        .where((match) => match(kindAndKey(match), '=', match.fn.any(match.val(matchKeys))))
        .select((match) => [
          sql<NameKind>`'label'`.as('kind'),
          kindAndKey(match).as('id'),
          'label as name',
          NEVER.as('absentSince'),
        ]),
    )
    .execute();
  const of = (wanted: NameKind): Map<string, string> =>
    new Map(rows.filter(({ kind }) => kind === wanted).map(({ id, name }) => [id, name]));
  return {
    teachers: of('teacher'),
    pupils: of('pupil'),
    classes: of('class'),
    groups: of('group'),
    labels: of('label'),
    absentSince: new Map(
      rows.flatMap(({ kind, id, absentSince }) =>
        absentSince === null ? [] : [[`${kind}:${id}`, absentSince.toISOString()]],
      ),
    ),
  };
}

/** Of the references among these to what the ENT does not know: the key of the label of each, as `EntIds.matchKeys` has it. */
export const labelKeysOf = (kind: ReferredKind, references: readonly string[]): string[] =>
  references.flatMap((reference) => labelKeyOf(kind, reference) ?? []);

function labelKeyOf(kind: ReferredKind, reference: string): string | undefined {
  const key = matchKeyOf(kind, reference);
  return key === undefined ? undefined : `${kind}:${key}`;
}

/** What a reference is called, by the ENT or, where the ENT does not know it, by the file; undefined: nobody says. */
function nameInEnt(kind: ReferredKind, reference: string, names: EntNames): string | undefined {
  const labelKey = labelKeyOf(kind, reference);
  if (labelKey !== undefined) return names.labels.get(labelKey);
  return { teacher: names.teachers, class: names.classes, group: names.groups }[kind].get(reference);
}

/** A reference as people read it. */
export function named(kind: ReferredKind, reference: string, names: EntNames): NamedReference {
  const name = nameInEnt(kind, reference, names) ?? nameWithoutMatch(kind, reference);
  if (labelKeyOf(kind, reference) !== undefined) return { id: null, name };
  const since = names.absentSince.get(`${kind}:${reference}`);
  return { id: reference, name, ...(since !== undefined && { absentSince: since }) };
}

const NEVER = sql<Date | null>`NULL::timestamptz`;

/** « MARTIN Alice », as the filters of the timetable take it. */
export const fullName = (person: ExpressionBuilder<Tables, 'person'>): AliasableExpression<string> =>
  person.fn<string>('concat_ws', [sql.lit(' '), 'person.lastName', 'person.firstName']);

const kindAndKey = (match: ExpressionBuilder<Tables, 'match'>) =>
  sql<string>`${match.ref('match.kind')} || ':' || ${match.ref('match.key')}`;
