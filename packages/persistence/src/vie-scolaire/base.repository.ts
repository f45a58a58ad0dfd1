import {
  commonYear,
  type Base,
  type BaseClosure,
  type BaseGroup,
  type BaseSubject,
  type BaseYear,
  type Directory,
  type EstablishmentYear,
  type ImportTarget,
  type MatchDecision,
  type ServiceRecord,
  type ThresholdSetting,
} from '@timetable/domain';
import { ThresholdRepository } from '../campus/threshold.repository.js';
import type { Database } from '../database.js';
import { readDirectory } from './read-directory.js';
import { baseVersions, inputVersions } from './versions.js';

const idsOf = ({ establishments }: ImportTarget): string[] => establishments.map(({ id }) => id);

/** What the rules compare a file with, and the versions that tell whether it has changed since. */
export class BaseRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** People and classes present now. */
  loadDirectory(campusCode: string): Promise<Directory> {
    return this.#database.transaction((tx) => readDirectory(tx, campusCode));
  }

  loadDecisions(campusCode: string): Promise<MatchDecision[]> {
    return this.#database.sql.rows<MatchDecision & Record<string, unknown>>(
      `SELECT kind, key, target_id AS "targetId" FROM match WHERE campus_code = $1 AND by = 'decision' ORDER BY kind, key`,
      [campusCode],
    );
  }

  loadThresholds(campusCode: string): Promise<ThresholdSetting[]> {
    return new ThresholdRepository(this.#database).list(campusCode);
  }

  /** @param on local date on which memberships are judged current */
  async loadBase(target: ImportTarget, schoolYear: string, on: string): Promise<Base> {
    const { sql } = this.#database;
    const scope = [target.campusCode, schoolYear, idsOf(target)];
    const [subjects, services, closures, groups, year] = await Promise.all([
      sql.rows<BaseSubject & Record<string, unknown>>(
        `SELECT DISTINCT ON (key) key, code, label, imported FROM subject
          WHERE establishment_id = ANY ($1::text[]) AND deleted_at IS NULL
          ORDER BY key, imported, establishment_id`,
        [idsOf(target)],
      ),
      sql.rows<ServiceRecord & Record<string, unknown>>(
        `SELECT subject_key AS "subjectKey", audience, teachers, yearly_minutes AS "yearlyMinutes",
                establishment_ids AS "establishmentIds"
           FROM service
          WHERE campus_code = $1 AND school_year = $2 AND establishment_ids <@ $3::text[] AND deleted_at IS NULL
          ORDER BY subject_key, audience`,
        scope,
      ),
      sql.rows<BaseClosure & Record<string, unknown>>(
        `SELECT lower(run) AS "startsOn", upper(run) - 1 AS "endsOn", kept
           FROM (SELECT source <> 'import' AS kept, unnest(range_agg(daterange(starts_on, ends_on, '[]'))) AS run
                   FROM closure WHERE establishment_id = ANY ($1::text[]) AND school_year = $2 GROUP BY 1) AS merged
          ORDER BY 1, 2`,
        [idsOf(target), schoolYear],
      ),
      sql.rows<BaseGroup & Record<string, unknown>>(
        `SELECT key, name, establishment_ids AS "establishmentIds", class_ids AS "classIds",
                coalesce((SELECT array_agg(DISTINCT person_id COLLATE "C") FROM group_membership
                           WHERE group_id = "group".id AND role = 'pupil' AND ends_on >= $4::date), '{}') AS "pupilIds"
           FROM "group"
          WHERE campus_code = $1 AND school_year = $2 AND establishment_ids <@ $3::text[] AND deleted_at IS NULL
          ORDER BY key`,
        [...scope, on],
      ),
      this.#loadYear(target, schoolYear),
    ]);
    return { subjects, services, closures, groups, year };
  }

  /**
   * SHA-256 of the last integrated timetable of exactly this target, and the versions it left. Undefined when there is
   * none, or when what it wrote has been undone.
   */
  async lastIntegrated(
    target: ImportTarget,
  ): Promise<{ timetableSha256: string; planVersions: string } | undefined> {
    const row = await this.#database.sql.first<{
      timetableSha256: string;
      planVersions: string;
      undone: boolean;
    }>(
      `SELECT timetable_sha256 AS "timetableSha256", plan_versions AS "planVersions", status = 'rolled_back' AS undone
         FROM import
        WHERE campus_code = $1 AND establishment_id IS NOT DISTINCT FROM $2
          AND status IN ('integrated', 'integrated_with_alerts', 'rolled_back')
          AND timetable_sha256 IS NOT NULL AND plan_versions IS NOT NULL
        ORDER BY ended_at DESC
        LIMIT 1`,
      [target.campusCode, target.establishmentId ?? null],
    );
    if (row === undefined || row.undone) return undefined;
    return { timetableSha256: row.timetableSha256, planVersions: row.planVersions };
  }

  inputVersions(campusCode: string): Promise<string> {
    return inputVersions(this.#database.sql, campusCode);
  }

  baseVersions(target: ImportTarget): Promise<string> {
    return baseVersions(this.#database.sql, idsOf(target));
  }

  async #loadYear(target: ImportTarget, schoolYear: string): Promise<BaseYear> {
    const years = await this.#database.sql.rows<EstablishmentYear & Record<string, unknown>>(
      `SELECT label, starts_on AS "startsOn", ends_on AS "endsOn", dates_decided AS "datesDecided", state
         FROM school_year JOIN establishment ON establishment.id = establishment_id
        WHERE establishment_id = ANY ($1::text[]) AND label = $2 AND state <> 'closed'
        ORDER BY position, establishment.id`,
      [idsOf(target), schoolYear],
    );
    const year = commonYear(years, target.establishments.length);
    if (year === undefined)
      throw new Error(`No establishment of the target has the school year ${schoolYear}.`);
    return year;
  }
}
