import type { ImportSettings } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import type { Sql } from '../sql.js';

export interface EstablishmentRecord {
  /** `campus/establishment`. */
  readonly id: string;
  readonly code: string;
  readonly uai: string;
  readonly name: string;
  readonly timeZone: string;
}

export interface CampusRecord {
  readonly code: string;
  readonly name: string;
  readonly academicZone: string | null;
  /** In declaration order. */
  readonly establishments: readonly EstablishmentRecord[];
}

/** An establishment to declare, with the school year proposed for it until a first import or a manager decides. */
export interface NewEstablishment extends Omit<EstablishmentRecord, 'id'> {
  readonly proposedYear: { readonly label: string; readonly startsOn: string; readonly endsOn: string };
}

export interface NewCampus extends Omit<CampusRecord, 'establishments'> {
  readonly establishments: readonly NewEstablishment[];
}

export interface CampusChanges {
  readonly name?: string | undefined;
  /** null removes it, undefined leaves it. */
  readonly academicZone?: string | null | undefined;
  /** Added, or corrected when the code is known. */
  readonly establishments?: readonly NewEstablishment[] | undefined;
}

/** Who acts and when, for the audit trail. */
export interface Actor {
  readonly login: string;
  readonly at: Date;
}

const CAMPUS = `
  SELECT campus.code, campus.name, campus.academic_zone AS "academicZone",
         coalesce((SELECT json_agg(json_build_object('id', id, 'code', code, 'uai', uai, 'name', name,
                                                     'timeZone', time_zone) ORDER BY position)
                     FROM establishment WHERE campus_code = campus.code), '[]') AS establishments
    FROM campus`;

/** Campuses with their establishments, and the settings that belong to the campus. */
export class CampusRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** False when the code is taken. */
  async create(campus: NewCampus, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const created = await tx.run(
        'INSERT INTO campus (code, name, academic_zone) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [campus.code, campus.name, campus.academicZone],
      );
      if (created === 0) return false;
      await saveEstablishments(tx, campus.code, campus.establishments);
      await recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'campus.created',
        campusCode: campus.code,
        subject: campus.code,
      });
      return true;
    });
  }

  /** False when there is no such campus. */
  async change(code: string, changes: CampusChanges, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const changed = await tx.run(
        `UPDATE campus SET name = coalesce($2, name),
                           academic_zone = CASE WHEN $3 THEN $4 ELSE academic_zone END,
                           settings_version = settings_version + 1, updated_at = $5
          WHERE code = $1`,
        [code, changes.name, changes.academicZone !== undefined, changes.academicZone, actor.at],
      );
      if (changed === 0) return false;
      await saveEstablishments(tx, code, changes.establishments ?? []);
      await recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'campus.changed',
        campusCode: code,
        subject: code,
        detail: { fields: Object.keys(changes) },
      });
      return true;
    });
  }

  find(code: string): Promise<CampusRecord | undefined> {
    return this.#database.sql.first<CampusRecord>(`${CAMPUS} WHERE campus.code = $1`, [code]);
  }

  /**
   * In code order.
   * @param query.only restricts to one campus; `after`: code of the last one of the page before
   */
  async list(query: {
    only?: string | undefined;
    after?: string | undefined;
    limit: number;
  }): Promise<{ items: CampusRecord[]; total: number }> {
    const items = await this.#database.sql.rows<CampusRecord>(
      `${CAMPUS} WHERE ($1::text IS NULL OR code = $1) AND ($2::text IS NULL OR code > $2) ORDER BY code LIMIT $3`,
      [query.only, query.after, query.limit],
    );
    const count = await this.#database.sql.first<{ total: number }>(
      'SELECT count(*)::int AS total FROM campus WHERE $1::text IS NULL OR code = $1',
      [query.only],
    );
    return { items, total: count?.total ?? 0 };
  }

  async importSettings(code: string): Promise<ImportSettings | undefined> {
    const row = await this.#database.sql.first<{ settings: ImportSettings }>(
      'SELECT import_settings AS settings FROM campus WHERE code = $1',
      [code],
    );
    return row?.settings;
  }

  async saveImportSettings(code: string, settings: ImportSettings, actor: Actor): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await tx.run(
        `UPDATE campus SET import_settings = $2, settings_version = settings_version + 1, updated_at = $3
          WHERE code = $1`,
        [code, JSON.stringify(settings), actor.at],
      );
      await recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'import_settings.changed',
        campusCode: code,
        subject: code,
        detail: { settings },
      });
    });
  }
}

async function saveEstablishments(
  tx: Sql,
  campusCode: string,
  establishments: readonly NewEstablishment[],
): Promise<void> {
  for (const establishment of establishments) {
    const id = `${campusCode}/${establishment.code}`;
    await tx.run(
      `INSERT INTO establishment (id, campus_code, code, uai, name, time_zone, position)
       SELECT $1, $2, $3, $4, $5, $6, coalesce(max(position) + 1, 0) FROM establishment WHERE campus_code = $2
       ON CONFLICT (id) DO UPDATE SET uai = EXCLUDED.uai, name = EXCLUDED.name, time_zone = EXCLUDED.time_zone`,
      [id, campusCode, establishment.code, establishment.uai, establishment.name, establishment.timeZone],
    );
    const year = establishment.proposedYear;
    await tx.run(
      `INSERT INTO school_year (establishment_id, label, starts_on, ends_on, state)
       SELECT $1, $2, $3, $4, 'awaiting_first_import'
        WHERE NOT EXISTS (SELECT FROM school_year WHERE establishment_id = $1)`,
      [id, year.label, year.startsOn, year.endsOn],
    );
  }
}
