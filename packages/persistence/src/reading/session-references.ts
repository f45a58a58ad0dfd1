import { normaliseName, unmatchedReference, type ReferredKind } from '@timetable/domain';
import type { QueryBuilder } from '../query-builder.js';
import { fullName } from './ent-names.reader.js';

/** What a reader of the timetable names: an ENT id, a group's key, or a name as it is shown. */
export interface WantedReferences {
  readonly class?: string | undefined;
  readonly teacher?: string | undefined;
  readonly group?: string | undefined;
}

/** The same as the arrays of sessions hold it; undefined does not restrict. */
export interface SessionReferences {
  readonly teachers?: readonly string[];
  readonly groups?: readonly string[];
  readonly classes?: readonly string[];
  /** Groups of those classes: their sessions are the classes' too. */
  readonly groupsOfClasses?: readonly string[];
}

interface Place {
  readonly campusCode: string;
  /** Local dates, both included. */
  readonly from: string;
  readonly to: string;
}

/**
 * Looks up what is named. A name is compared without case, accents and punctuation, and stands for everything that bears it: what
 * the ENT knows, and what only the file names, which sessions hold as `?` and its match key.
 */
export async function findReferences(
  query: QueryBuilder,
  { campusCode, from, to }: Place,
  wanted: WantedReferences,
): Promise<SessionReferences> {
  const classes =
    wanted.class === undefined
      ? undefined
      : await bearers(query, { campusCode, kind: 'class', wanted: wanted.class });
  return {
    ...(wanted.teacher !== undefined && {
      teachers: await bearers(query, { campusCode, kind: 'teacher', wanted: wanted.teacher }),
    }),
    ...(wanted.group !== undefined && {
      groups: await bearers(query, { campusCode, kind: 'group', wanted: wanted.group }),
    }),
    ...(classes !== undefined && {
      classes,
      groupsOfClasses: await groupsOf(query, { campusCode, from, to }, classes),
    }),
  };
}

interface Wanted {
  readonly campusCode: string;
  readonly kind: ReferredKind;
  readonly wanted: string;
}

async function bearers(query: QueryBuilder, { campusCode, kind, wanted }: Wanted): Promise<string[]> {
  const name = normaliseName(wanted);
  const known = await namesOf(query, campusCode, kind);
  const named = await query
    .selectFrom('match')
    .where('campusCode', '=', campusCode)
    .where('kind', '=', kind)
    .select(['key', 'label'])
    .execute();
  const ids = known.filter((row) => normaliseName(row.name) === name).map(({ id }) => id);
  const unmatched = named
    .filter(({ label }) => normaliseName(label) === name)
    .map(({ key }) => unmatchedReference(kind, key));
  return [...new Set([wanted, ...ids, ...unmatched, `?${name}`])];
}

function namesOf(
  query: QueryBuilder,
  campusCode: string,
  kind: Wanted['kind'],
): Promise<{ id: string; name: string }[]> {
  switch (kind) {
    case 'teacher':
      return query
        .selectFrom('person')
        .where('campusCode', '=', campusCode)
        .where('kind', '=', kind)
        .select((person) => ['entId as id', fullName(person).as('name')])
        .execute();
    case 'class':
      return query
        .selectFrom('class')
        .where('campusCode', '=', campusCode)
        .select(['entId as id', 'name'])
        .execute();
    case 'group':
      return query
        .selectFrom('group')
        .where('campusCode', '=', campusCode)
        .select(['key as id', 'name'])
        .execute();
  }
}

/** Groups that draw from the classes, or that one of their pupils is in at some time between the days. */
async function groupsOf(
  query: QueryBuilder,
  { campusCode, from, to }: Place,
  classes: readonly string[],
): Promise<string[]> {
  const rows = await query
    .selectFrom('group')
    .where('group.campusCode', '=', campusCode)
    .where((group) =>
      group.or([
        group('group.classIds', '&&', group.val([...classes])),
        group.exists(
          group
            .selectFrom('groupMembership as member')
            .innerJoin('person', (join) =>
              join
                .onRef('person.campusCode', '=', 'group.campusCode')
                .on('person.kind', '=', 'pupil')
                .onRef('person.entId', '=', 'member.personId'),
            )
            .whereRef('member.groupId', '=', 'group.id')
            .where('member.role', '=', 'pupil')
            .where('member.startsOn', '<=', to)
            .where('member.endsOn', '>=', from)
            .where((of) => of('person.classEntId', '=', of.fn.any(of.val(classes)))),
        ),
      ]),
    )
    .select('group.key')
    .distinct()
    .execute();
  return rows.map(({ key }) => key);
}
