import type { Database } from '../database.js';

export interface GroupMemberRecord {
  readonly id: string;
  readonly role: 'pupil' | 'teacher';
  readonly lastName: string;
  readonly firstName: string;
  readonly startsOn: string;
  readonly endsOn: string;
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
    const scope = [query.campusCode, query.schoolYear, query.establishmentId];
    const items = await this.#database.sql.rows<GroupReaderRecord>(
      `SELECT key, name, school_year AS "schoolYear",
              (SELECT coalesce(json_agg(json_build_object('id', wanted.id, 'name', coalesce(class.name, wanted.id))
                                        ORDER BY wanted.id), '[]')
                 FROM unnest(own.class_ids) AS wanted (id)
                 LEFT JOIN class ON class.campus_code = own.campus_code AND class.ent_id = wanted.id) AS classes,
              (SELECT coalesce(json_agg(json_build_object('id', person_id, 'role', role,
                        'lastName', coalesce(last_name, ''), 'firstName', coalesce(first_name, ''),
                        'startsOn', starts_on, 'endsOn', ends_on)
                        ORDER BY role, last_name, first_name, person_id, starts_on), '[]')
                 FROM group_membership
                 LEFT JOIN person ON person.campus_code = own.campus_code AND person.kind = role
                                 AND person.ent_id = person_id
                WHERE group_id = own.id) AS members
         FROM "group" AS own
        WHERE ${IN_SCOPE}
          AND ($4::text IS NULL OR (name, key) >
               (SELECT name, key FROM "group" WHERE campus_code = $1 AND school_year = $2 AND key = $4))
        ORDER BY name, key LIMIT $5`,
      [...scope, query.after, query.limit],
    );
    const count = await this.#database.sql.first<{ total: number }>(
      `SELECT count(*)::int AS total FROM "group" WHERE ${IN_SCOPE}`,
      scope,
    );
    return { items, total: count?.total ?? 0 };
  }
}

const IN_SCOPE =
  'campus_code = $1 AND school_year = $2 AND establishment_ids @> ARRAY[$3] AND deleted_at IS NULL';
