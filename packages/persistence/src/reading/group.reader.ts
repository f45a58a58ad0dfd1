import { sql, type ExpressionBuilder } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Database } from '../database.js';
import { leftSince } from '../directory/leavable.js';
import { rowCount } from '../query-builder.js';
import type { Tables } from '../tables.js';

export interface GroupMemberRecord {
  readonly id: string;
  readonly role: 'pupil' | 'teacher';
  readonly lastName: string;
  readonly firstName: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Instant, ISO 8601, since which the directory no longer has them. */
  readonly absentSince: string | null;
}

export interface GroupReaderRecord {
  readonly key: string;
  readonly name: string;
  readonly schoolYear: string;
  readonly classes: readonly { readonly id: string; readonly name: string }[];
  readonly members: readonly GroupMemberRecord[];
}

/** Groups that exist, with who is or was in them. */
export class GroupReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * In name order.
   * @param query.after key of the last group of the page before
   */
  async list(query: {
    readonly campusCode: string;
    readonly establishmentId: string;
    readonly schoolYear: string;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: GroupReaderRecord[]; total: number }> {
    const { campusCode, establishmentId, schoolYear, after, limit } = query;
    const found = this.#database.query
      .selectFrom('group')
      .where('group.campusCode', '=', campusCode)
      .where('group.schoolYear', '=', schoolYear)
      .where((group) => group('group.establishmentIds', '@>', group.val([establishmentId])))
      .where('group.deletedAt', 'is', null);
    const items = await found
      .$if(after !== undefined, (groups) =>
        groups.where((group) =>
          group(
            group.refTuple('group.name', 'group.key'),
            '>',
            group
              .selectFrom('group as last')
              .where('last.campusCode', '=', campusCode)
              .where('last.schoolYear', '=', schoolYear)
              .where('last.key', '=', after ?? '')
              .select(['last.name', 'last.key'])
              .$asTuple('name', 'key'),
          ),
        ),
      )
      .select((group) => [
        'group.key',
        'group.name',
        'group.schoolYear',
        classesOf(group).as('classes'),
        membersOf(group).as('members'),
      ])
      .orderBy('group.name')
      .orderBy('group.key')
      .limit(limit)
      .execute();
    const { total } = await found.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }
}

const classesOf = (group: ExpressionBuilder<Tables, 'group'>) =>
  group
    .selectFrom(sql<{ id: string }>`unnest(${group.ref('group.classIds')})`.as<'wanted'>(sql`wanted (id)`))
    .leftJoin('class', (join) =>
      join.onRef('class.campusCode', '=', 'group.campusCode').onRef('class.entId', '=', 'wanted.id'),
    )
    .select((of) => {
      const name = of.fn.coalesce('class.name', 'wanted.id');
      const list = of.fn.jsonAgg(jsonBuildObject({ id: of.ref('wanted.id'), name })).orderBy('wanted.id');
      return of.fn.coalesce(list, sql<[]>`'[]'`).as('list');
    })
    .$asScalar()
    .$notNull();

/** Instants inside JSON come as PostgreSQL writes them, hence not as ISO 8601. */
const LEFT_SINCE = sql<
  string | null
>`to_char(${leftSince('person')} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const membersOf = (group: ExpressionBuilder<Tables, 'group'>) =>
  group
    .selectFrom('groupMembership as member')
    .leftJoin('person', (join) =>
      join
        .onRef('person.campusCode', '=', 'group.campusCode')
        .onRef('person.kind', '=', 'member.role')
        .onRef('person.entId', '=', 'member.personId'),
    )
    .whereRef('member.groupId', '=', 'group.id')
    .select((of) => {
      const member = jsonBuildObject({
        id: of.ref('member.personId'),
        role: of.ref('member.role'),
        lastName: of.fn.coalesce('person.lastName', sql.lit('')),
        firstName: of.fn.coalesce('person.firstName', sql.lit('')),
        startsOn: of.ref('member.startsOn'),
        endsOn: of.ref('member.endsOn'),
        absentSince: LEFT_SINCE,
      });
      const list = of.fn
        .jsonAgg(member)
        .orderBy('member.role')
        .orderBy('person.lastName')
        .orderBy('person.firstName')
        .orderBy('member.personId')
        .orderBy('member.startsOn');
      return of.fn.coalesce(list, sql<[]>`'[]'`).as('list');
    })
    .$asScalar()
    .$notNull();
