import type { DirectoryClass, DirectoryPupil, DirectoryTeacher } from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import { recordAudit } from '../audit/audit.repository.js';
import { bumpVersion, lockCampus, type Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { containing, rowCount, type QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import { ClassEntity } from './class.entity.js';
import { EntUserEntity } from './ent-user.entity.js';
import { PersonEntity } from './person.entity.js';
import { replaceRows, type UpsertCounts } from './replace-rows.js';

/** An ENT user: who may hold a deposit account. */
export interface EntUser {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly email: string;
}

type Nullable<T> = { readonly [K in keyof T]: undefined extends T[K] ? T[K] | null | undefined : T[K] };

/** A list that is undefined is left as it was; an empty one empties the directory of that kind. */
export interface DirectoryReplacement {
  readonly teachers?: readonly Nullable<DirectoryTeacher>[] | undefined;
  readonly pupils?: readonly Nullable<DirectoryPupil>[] | undefined;
  readonly classes?: readonly DirectoryClass[] | undefined;
  readonly users?: readonly EntUser[] | undefined;
}

export interface DirectoryUpsert {
  readonly teachers: UpsertCounts;
  readonly pupils: UpsertCounts;
  readonly classes: UpsertCounts;
  readonly users: UpsertCounts;
}

const TEACHERS = {
  entity: PersonEntity,
  kind: 'teacher',
  fields: ['lastName', 'firstName', 'birthDate', 'idpn', 'stsId'],
} as const;
const PUPILS = {
  entity: PersonEntity,
  kind: 'pupil',
  fields: ['lastName', 'firstName', 'birthDate', 'idpn', 'nationalId', 'sieclId', 'classEntId'],
} as const;
const CLASSES = { entity: ClassEntity, fields: ['name', 'establishmentId'] } as const;
const USERS = { entity: EntUserEntity, fields: ['lastName', 'firstName', 'email'] } as const;

/** What the ENT knows of a campus: teachers, pupils, classes, users. People who leave stay, no longer present. */
export class DirectoryRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Same lists again: nothing is written. */
  async replace(campusCode: string, lists: DirectoryReplacement, actor: Actor): Promise<DirectoryUpsert> {
    return this.#database.transaction(async (tx) => {
      // One directory at a time per campus, and no import plans on a version that is about to change.
      await lockCampus(tx, campusCode);
      const pupils = lists.pupils?.map(({ classId, ...pupil }) => ({ ...pupil, classEntId: classId }));
      const counts = {
        teachers: await replaceRows(tx, campusCode, TEACHERS, lists.teachers),
        pupils: await replaceRows(tx, campusCode, PUPILS, pupils),
        classes: await replaceRows(tx, campusCode, CLASSES, lists.classes),
        users: await replaceRows(tx, campusCode, USERS, lists.users),
      };
      const changes = Object.values(counts).some(
        ({ created, updated, removed }) => created + updated + removed > 0,
      );
      if (changes) {
        await bumpVersion(tx, campusCode, 'directoryVersion');
        recordAudit(tx, {
          at: actor.at,
          actor: actor.login,
          action: 'directory.replaced',
          campusCode,
          subject: campusCode,
          detail: counts,
        });
      }
      return counts;
    });
  }

  /** Present users whose name holds every word of `text`, accents and case aside, in name order. */
  async searchUsers(
    campusCode: string,
    query: { words: readonly string[]; after?: string | undefined; limit: number },
  ): Promise<{ items: EntUser[]; total: number }> {
    const { words, after, limit } = query;
    const matching = selectUsers(this.#database.query, campusCode).where((user) =>
      user.and(words.map((word) => user(folded(user), 'like', containing(word)))),
    );
    const items = await matching
      .select(USER)
      .$if(after !== undefined, (users) =>
        users.where((user) =>
          user(
            user.refTuple(folded(user), 'entId'),
            '>',
            user
              .selectFrom('entUser')
              .where('campusCode', '=', campusCode)
              .where('entId', '=', after ?? '')
              .select((last) => [folded(last).as('name'), 'entId'])
              .$asTuple('name', 'entId'),
          ),
        ),
      )
      .orderBy(folded)
      .orderBy('entId')
      .limit(limit)
      .execute();
    const { total } = await matching.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }

  findUser(campusCode: string, id: string): Promise<EntUser | undefined> {
    return selectUsers(this.#database.query, campusCode)
      .select(USER)
      .where('entId', '=', id)
      .executeTakeFirst();
  }
}

const USER = ['entId as id', 'lastName', 'firstName', 'email'] as const;

const selectUsers = (query: QueryBuilder, campusCode: string) =>
  query.selectFrom('entUser').where('campusCode', '=', campusCode).where('present', '=', true);

/** Accents removed by decomposition: needs no database extension. */
const folded = (user: ExpressionBuilder<Tables, 'entUser'>) =>
  sql<string>`lower(regexp_replace(normalize(${user.ref('lastName')} || ' ' || ${user.ref('firstName')}, NFD),
                                   U&'[\\0300-\\036F]', '', 'g'))`;
