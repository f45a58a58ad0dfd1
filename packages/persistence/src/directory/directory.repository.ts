import {
  combineDirectory,
  DIRECTORY_LISTS,
  directoryChanges,
  lossesToConfirm,
  replacedIds,
  type DirectoryChanges,
  type DirectoryLoss,
  type DirectorySource,
  type EntUser,
  type GivenDirectory,
  type GivenScope,
  type StswebExport,
} from '@timetable/domain';
import type { ExpressionBuilder } from 'kysely';
import type { Actor } from '../campus/campus.repository.js';
import { keepStswebExport } from '../campus/stsweb-export.repository.js';
import type { Database } from '../database.js';
import { containing, foldedName, rowCount, type QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import type { DirectoryReplacement } from './directory-replacement.js';
import { presentLists, readLockedLists } from './find-replaced-ids.js';
import { loadLists, lockDirectory, type DirectoryLoad } from './load-lists.js';
import { madeId } from './made-id.js';

/** The lists that a file gives, and whose they are. */
export interface GivenSource extends Omit<GivenScope, 'newId'> {
  readonly source: DirectorySource;
  readonly given: GivenDirectory;
  /** Of `sts_emp`: kept for the year, for timetables that refer to it. */
  readonly stsweb: StswebExport | null;
}

/** What a load would do. */
export interface DirectoryPreview {
  readonly changes: DirectoryChanges;
  /** To be confirmed, for it to be done. */
  readonly losses: readonly DirectoryLoss[];
}

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
      await lockDirectory(tx, campusCode);
      const given = DIRECTORY_LISTS.filter((list) => lists[list] !== undefined);
      const load = { lists, given, extents: {}, source: 'rest', establishmentId: '' } as const;
      return loadLists(tx, campusCode, load, actor, confirmation);
    });
  }

  /**
   * Lays the lists of a file over what is known, then loads the whole as `replace` does.
   * @param confirmation the losses that a person confirmed (`lossConfirmation`)
   */
  async combine(
    campusCode: string,
    { given, source, stsweb, ...scope }: GivenSource,
    actor: Actor,
    confirmation?: string,
  ): Promise<DirectoryLoad> {
    return this.#database.transaction(async (tx) => {
      await lockDirectory(tx, campusCode);
      const known = await readLockedLists(tx, campusCode);
      const { lists, extents } = combineDirectory(known, given, { ...scope, newId: madeId });
      const load = {
        ...{ lists, extents, source, known },
        given: DIRECTORY_LISTS.filter((list) => given[list] !== undefined),
        establishmentId: scope.isWholeCampus ? '' : scope.establishmentId,
      };
      const done = await loadLists(tx, campusCode, load, actor, confirmation);
      if (done.loaded && stsweb !== null) await keepStswebExport(tx, scope.establishmentId, stsweb, actor.at);
      return done;
    });
  }

  /** What `combine` would do now. */
  async preview(campusCode: string, { given, ...scope }: GivenSource): Promise<DirectoryPreview> {
    const known = await this.#database.transaction(async (tx) => {
      // Several statements, one snapshot.
      await tx.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return readLockedLists(tx, campusCode);
    });
    const { lists, extents } = combineDirectory(known, given, { ...scope, newId: madeId });
    const replaced = replacedIds(known, { ...presentLists(known), ...lists });
    const changes = directoryChanges(known, lists, replaced);
    const losses = DIRECTORY_LISTS.flatMap((list) => {
      const [change, extent] = [changes[list], extents[list]];
      return change === undefined || extent === undefined ? [] : [{ list, ...extent, lost: change.gone }];
    });
    return { changes, losses: lossesToConfirm(losses) };
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

const folded = (user: ExpressionBuilder<Tables, 'entUser'>) =>
  foldedName(user.ref('lastName'), user.ref('firstName'));
