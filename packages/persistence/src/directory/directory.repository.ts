import type { DirectoryClass, DirectoryPupil, DirectoryTeacher } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { replaceRows, type DirectoryTable, type UpsertCounts } from './replace-rows.js';

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

const NAMES = { lastName: 'last_name', firstName: 'first_name' } as const;
const TEACHERS: DirectoryTable = {
  name: 'person',
  kind: 'teacher',
  columns: { ...NAMES, birthDate: 'birth_date', idpn: 'idpn', stsId: 'sts_id' },
};
const PUPILS: DirectoryTable = {
  name: 'person',
  kind: 'pupil',
  columns: {
    ...NAMES,
    birthDate: 'birth_date',
    idpn: 'idpn',
    nationalId: 'national_id',
    sieclId: 'siecl_id',
    classId: 'class_ent_id',
  },
};
const CLASSES: DirectoryTable = {
  name: 'class',
  columns: { name: 'name', establishmentId: 'establishment_id' },
};
const USERS: DirectoryTable = { name: 'ent_user', columns: { ...NAMES, email: 'email' } };

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
      await tx.run('SELECT FROM campus WHERE code = $1 FOR UPDATE', [campusCode]);
      const counts = {
        teachers: await replaceRows(tx, campusCode, TEACHERS, lists.teachers),
        pupils: await replaceRows(tx, campusCode, PUPILS, lists.pupils),
        classes: await replaceRows(tx, campusCode, CLASSES, lists.classes),
        users: await replaceRows(tx, campusCode, USERS, lists.users),
      };
      const changes = Object.values(counts).some(
        ({ created, updated, removed }) => created + updated + removed > 0,
      );
      if (changes) {
        await tx.run('UPDATE campus SET directory_version = directory_version + 1 WHERE code = $1', [
          campusCode,
        ]);
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
    const matching = `FROM ent_user WHERE campus_code = $1 AND present AND ${FOLDED} LIKE ALL ($2::text[])`;
    const patterns = query.words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
    const items = await this.#database.sql.rows<EntUser>(
      `SELECT ent_id AS id, last_name AS "lastName", first_name AS "firstName", email ${matching}
          AND ($3::text IS NULL OR (${FOLDED}, ent_id) >
               (SELECT ${FOLDED}, ent_id FROM ent_user WHERE campus_code = $1 AND ent_id = $3))
        ORDER BY ${FOLDED}, ent_id LIMIT $4`,
      [campusCode, patterns, query.after, query.limit],
    );
    const count = await this.#database.sql.first<{ total: number }>(
      `SELECT count(*)::int AS total ${matching}`,
      [campusCode, patterns],
    );
    return { items, total: count?.total ?? 0 };
  }

  findUser(campusCode: string, id: string): Promise<EntUser | undefined> {
    return this.#database.sql.first<EntUser>(
      `SELECT ent_id AS id, last_name AS "lastName", first_name AS "firstName", email
         FROM ent_user WHERE campus_code = $1 AND ent_id = $2 AND present`,
      [campusCode, id],
    );
  }
}

/** Accents removed by decomposition: needs no database extension. */
const FOLDED = `lower(regexp_replace(normalize(last_name || ' ' || first_name, NFD), U&'[\\0300-\\036F]', '', 'g'))`;
