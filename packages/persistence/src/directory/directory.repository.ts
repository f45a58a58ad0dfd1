import {
  lossConfirmation,
  lossesToConfirm,
  type DirectoryLists,
  type DirectoryLoss,
  type EntUser,
} from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import { recordAudit } from '../audit/audit.repository.js';
import { bumpVersion, lockCampus, type Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { replanHeldImports } from '../decisions/requeue.js';
import { lockCampusFences } from '../imports/fence.js';
import { containing, rowCount, type QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { followReplacedIds } from '../vie-scolaire/follow-replaced-ids.js';
import { ClassEntity } from './class.entity.js';
import type { DirectoryReplacement } from './directory-replacement.js';
import { EntUserEntity } from './ent-user.entity.js';
import { findReplacedIds } from './find-replaced-ids.js';
import { PersonEntity } from './person.entity.js';
import { compareRows, replaceRows, type UpsertCounts } from './replace-rows.js';

export type DirectoryUpsert = Readonly<Record<keyof DirectoryLists, UpsertCounts>>;

/** What became of a load: done, or left to be confirmed since it would take too much away. */
export type DirectoryLoad =
  | {
      readonly loaded: true;
      readonly counts: DirectoryUpsert;
      /** Held imports whose plan is being computed again. */
      readonly replannedImports: readonly string[];
    }
  | { readonly loaded: false; readonly losses: readonly DirectoryLoss[] };

const LISTS = ['teachers', 'pupils', 'classes', 'users'] as const satisfies readonly (keyof DirectoryLists)[];
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

  /**
   * Same lists again: nothing is written. What refers to an id that the load replaces follows in the same transaction. An
   * import under way goes on: one that was computing its plan computes it again, one past that has it follow too.
   * @param confirmation the losses that a person confirmed (`lossConfirmation`)
   */
  async replace(
    campusCode: string,
    lists: DirectoryReplacement,
    actor: Actor,
    confirmation?: string,
  ): Promise<DirectoryLoad> {
    return this.#database.transaction(async (tx) => {
      // The fences before the campus, as every writer does; then one directory at a time per campus.
      await lockCampusFences(tx, campusCode);
      await lockCampus(tx, campusCode);
      const pupils = lists.pupils?.map(({ classId, ...pupil }) => ({ ...pupil, classEntId: classId }));
      const comparisons = {
        teachers: await compareRows(tx, campusCode, TEACHERS, lists.teachers),
        pupils: await compareRows(tx, campusCode, PUPILS, pupils),
        classes: await compareRows(tx, campusCode, CLASSES, lists.classes),
        users: await compareRows(tx, campusCode, USERS, lists.users),
      };
      const replaced = await findReplacedIds(tx, campusCode, lists, comparisons);
      const losses = lossesToConfirm(
        LISTS.map((list) => {
          const { known, received, missing } = comparisons[list];
          return { list, known, received, lost: missing - replaced.leaving[list] };
        }),
      );
      if (losses.length > 0 && confirmation !== lossConfirmation(losses)) return { loaded: false, losses };

      const on = (list: keyof DirectoryLists) => ({ replaced: replaced.ids[list], at: actor.at });
      const counts = {
        teachers: await replaceRows(tx, campusCode, TEACHERS, lists.teachers, on('teachers')),
        pupils: await replaceRows(tx, campusCode, PUPILS, pupils, on('pupils')),
        classes: await replaceRows(tx, campusCode, CLASSES, lists.classes, on('classes')),
        users: await replaceRows(tx, campusCode, USERS, lists.users, on('users')),
      };
      await followReplacedIds(tx, campusCode, replaced.ids);
      const changed = LISTS.filter((list) => hasChanged(counts[list]));
      if (changed.length > 0) {
        recordAudit(tx, {
          at: actor.at,
          actor: actor.login,
          action: 'directory.replaced',
          campusCode,
          subject: campusCode,
          detail: counts,
        });
      }
      // Users are nobody's pupil: no plan depends on them.
      const replannedImports = changed.some((list) => list !== 'users')
        ? await outdatePlans(tx, campusCode, actor.at)
        : [];
      return { loaded: true, counts, replannedImports };
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

const hasChanged = ({ created, updated, replaced, removed }: UpsertCounts): boolean =>
  created + updated + replaced + removed > 0;

async function outdatePlans(tx: Transaction, campusCode: string, at: Date): Promise<string[]> {
  await bumpVersion(tx, campusCode, 'directoryVersion');
  return replanHeldImports(tx, campusCode, at);
}

const USER = ['entId as id', 'lastName', 'firstName', 'email'] as const;

const selectUsers = (query: QueryBuilder, campusCode: string) =>
  query.selectFrom('entUser').where('campusCode', '=', campusCode).where('present', '=', true);

/** Accents removed by decomposition: needs no database extension. */
const folded = (user: ExpressionBuilder<Tables, 'entUser'>) =>
  sql<string>`lower(regexp_replace(normalize(${user.ref('lastName')} || ' ' || ${user.ref('firstName')}, NFD),
                                   U&'[\\0300-\\036F]', '', 'g'))`;
