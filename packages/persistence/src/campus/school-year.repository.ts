import { recordAudit } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import { assertUnlocked } from '../reading/lock.reader.js';
import type { Sql } from '../sql.js';
import type { Actor } from './campus.repository.js';

export interface ClosureRecord {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly label: string;
  readonly source: 'calendar' | 'manual' | 'import';
}

/** The current year of one establishment: the only one that is not closed. */
export interface SchoolYearRecord {
  readonly establishmentId: string;
  readonly label: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: 'awaiting_first_import' | 'open';
  readonly datesDecided: boolean;
  readonly closures: readonly ClosureRecord[];
}

export interface NewSchoolYear {
  readonly label: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly closures: readonly Omit<ClosureRecord, 'source'>[];
  /** `calendar` when they were proposed and taken as they are. @default 'manual' */
  readonly closuresSource?: 'manual' | 'calendar';
}

const YEARS = `
  SELECT establishment_id AS "establishmentId", school_year.label, school_year.starts_on AS "startsOn",
         school_year.ends_on AS "endsOn", state, dates_decided AS "datesDecided",
         coalesce((SELECT json_agg(json_build_object('startsOn', starts_on, 'endsOn', ends_on, 'label', label,
                                                     'source', source) ORDER BY starts_on)
                     FROM closure WHERE closure.establishment_id = school_year.establishment_id
                                    AND closure.school_year = school_year.label), '[]') AS closures
    FROM school_year JOIN establishment ON establishment.id = establishment_id
   WHERE state <> 'closed'`;

/** School years and their closures. Every write refuses while an import holds the establishment. */
export class SchoolYearRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Current year of each establishment of the campus, in declaration order. */
  ofCampus(campusCode: string): Promise<SchoolYearRecord[]> {
    return this.#database.sql.rows<SchoolYearRecord>(
      `${YEARS} AND establishment.campus_code = $1 ORDER BY position, establishment.id`,
      [campusCode],
    );
  }

  ofEstablishment(establishmentId: string): Promise<SchoolYearRecord | undefined> {
    return this.#database.sql.first<SchoolYearRecord>(`${YEARS} AND establishment_id = $1`, [
      establishmentId,
    ]);
  }

  /**
   * Puts the establishments into that year, awaiting its first import: a year still awaiting one is replaced (it holds
   * nothing yet), an open one is closed. Its sessions stay. Returns the establishments that have had that year already;
   * then nothing is written.
   *
   * @throws EstablishmentLocked
   */
  async open(
    campusCode: string,
    establishmentIds: readonly string[],
    year: NewSchoolYear,
    actor: Actor,
  ): Promise<{ readonly opened: true } | { readonly opened: false; readonly alreadyIn: readonly string[] }> {
    return this.#database.transaction(async (tx) => {
      await assertUnlocked(tx, establishmentIds);
      const taken = await tx.rows<{ id: string }>(
        `SELECT establishment_id AS id FROM school_year
          WHERE establishment_id = ANY ($1) AND label >= $2 AND state <> 'awaiting_first_import'`,
        [establishmentIds, year.label],
      );
      if (taken.length > 0) return { opened: false, alreadyIn: taken.map(({ id }) => id) };
      for (const id of establishmentIds) await openYear(tx, id, year);
      await bumpBase(tx, establishmentIds);
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'school_year.opened',
        campusCode,
        subject: year.label,
        detail: { establishments: establishmentIds, startsOn: year.startsOn, endsOn: year.endsOn },
      });
      return { opened: true };
    });
  }

  /**
   * Replaces the closures of the current year. Those that stay the same keep where they came from; the others become a
   * person's.
   *
   * @throws EstablishmentLocked
   */
  async saveClosures(
    campusCode: string,
    establishmentId: string,
    schoolYear: string,
    closures: readonly Omit<ClosureRecord, 'source'>[],
    actor: Actor,
  ): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await assertUnlocked(tx, [establishmentId]);
      await tx.run(
        `DELETE FROM closure WHERE establishment_id = $1 AND school_year = $2
            AND (starts_on, ends_on) NOT IN (SELECT "startsOn", "endsOn"
                  FROM jsonb_to_recordset($3::jsonb) AS kept("startsOn" date, "endsOn" date))`,
        [establishmentId, schoolYear, JSON.stringify(closures)],
      );
      await insertClosures(tx, establishmentId, schoolYear, closures);
      await bumpBase(tx, [establishmentId]);
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'closures.changed',
        campusCode,
        subject: establishmentId,
        detail: { schoolYear, count: closures.length },
      });
    });
  }
}

async function openYear(tx: Sql, establishmentId: string, year: NewSchoolYear): Promise<void> {
  const replaced = await tx.rows<{ label: string }>(
    `DELETE FROM school_year WHERE establishment_id = $1 AND state = 'awaiting_first_import' RETURNING label`,
    [establishmentId],
  );
  await tx.run('DELETE FROM closure WHERE establishment_id = $1 AND school_year = ANY ($2)', [
    establishmentId,
    replaced.map(({ label }) => label),
  ]);
  await tx.run(`UPDATE school_year SET state = 'closed' WHERE establishment_id = $1 AND state = 'open'`, [
    establishmentId,
  ]);
  await tx.run(
    `INSERT INTO school_year (establishment_id, label, starts_on, ends_on, dates_decided, state)
     VALUES ($1, $2, $3, $4, true, 'awaiting_first_import')`,
    [establishmentId, year.label, year.startsOn, year.endsOn],
  );
  await insertClosures(tx, establishmentId, year.label, year.closures, year.closuresSource);
}

async function insertClosures(
  tx: Sql,
  establishmentId: string,
  schoolYear: string,
  closures: readonly Omit<ClosureRecord, 'source'>[],
  source: 'manual' | 'calendar' = 'manual',
): Promise<void> {
  await tx.run(
    `INSERT INTO closure (establishment_id, school_year, starts_on, ends_on, label, source)
     SELECT $1, $2, "startsOn", "endsOn", label, $4
       FROM jsonb_to_recordset($3::jsonb) AS item("startsOn" date, "endsOn" date, label text)
     ON CONFLICT (establishment_id, school_year, starts_on, ends_on) DO UPDATE SET label = EXCLUDED.label`,
    [establishmentId, schoolYear, JSON.stringify(closures), source],
  );
}

/** Plans computed on the former closures or dates are out of date. */
async function bumpBase(tx: Sql, establishmentIds: readonly string[]): Promise<void> {
  await tx.run('UPDATE establishment SET base_version = base_version + 1 WHERE id = ANY ($1)', [
    establishmentIds,
  ]);
}
