import {
  INTEGRATED_STATUSES,
  type CurrentState,
  type CurrentYear,
  type Directory,
  type FormerImport,
  type ImportTarget,
  type LastImport,
  type MatchDecision,
  type StswebExport,
  type ThresholdSetting,
} from '@timetable/domain';
import type { NotNull } from 'kysely';
import { StswebExportRepository } from '../campus/stsweb-export.repository.js';
import { ThresholdRepository } from '../campus/threshold.repository.js';
import type { Database } from '../database.js';
import {
  readClosures,
  readGroups,
  readServices,
  readSubjects,
  readUnmatchedNames,
} from './read-current-state.js';
import { readDirectory } from './read-directory.js';
import { readLastImport, readSameTimetable } from './former-imports.js';
import { stateVersions, inputVersions } from './versions.js';

const idsOf = ({ establishments }: ImportTarget): string[] => establishments.map(({ id }) => id);

/** What the rules compare a file with, and the versions that tell whether it has changed since. */
export class CurrentStateRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** People and classes present now. */
  loadDirectory(campusCode: string): Promise<Directory> {
    return this.#database.transaction((tx) => readDirectory(tx, campusCode));
  }

  loadDecisions(campusCode: string): Promise<MatchDecision[]> {
    return this.#database.query
      .selectFrom('match')
      .select(['kind', 'key', 'targetId'])
      .where('campusCode', '=', campusCode)
      .where('by', '=', 'decision')
      .orderBy('kind')
      .orderBy('key')
      .execute();
  }

  loadThresholds(campusCode: string): Promise<ThresholdSetting[]> {
    return new ThresholdRepository(this.#database).list(campusCode);
  }

  loadStswebExport(
    target: ImportTarget,
    of: { readonly uai: string; readonly startYear: number },
  ): Promise<StswebExport | undefined> {
    return new StswebExportRepository(this.#database).find(target, of);
  }

  /**
   * @param year the target's, as `importYear` gives it: what the ENT holds of that year
   * @param on local date on which memberships are judged current
   */
  async loadCurrentState(target: ImportTarget, year: CurrentYear, on: string): Promise<CurrentState> {
    const scope = { campusCode: target.campusCode, schoolYear: year.label, establishmentIds: idsOf(target) };
    const [subjects, services, closures, groups, unmatchedNames] = await Promise.all([
      readSubjects(this.#database.sql, scope, on),
      readServices(this.#database.query, scope),
      readClosures(this.#database.sql, scope),
      readGroups(this.#database.sql, scope, on),
      readUnmatchedNames(this.#database.query, scope),
    ]);
    return { subjects, services, closures, groups, unmatchedNames, year };
  }

  /**
   * SHA-256 of the last integrated timetable of exactly this target, and the versions it left. Undefined when there is
   * none, or when what it wrote has been undone.
   */
  async lastIntegrated(
    target: ImportTarget,
  ): Promise<{ timetableSha256: string; planVersions: string } | undefined> {
    const { campusCode, establishmentId = null } = target;
    const last = await this.#database.query
      .selectFrom('import')
      .select(['timetableSha256', 'planVersions', 'status'])
      .where('campusCode', '=', campusCode)
      .where('establishmentId', establishmentId === null ? 'is' : '=', establishmentId)
      .where('status', 'in', [...INTEGRATED_STATUSES, 'rolled_back'])
      .where('timetableSha256', 'is not', null)
      .where('planVersions', 'is not', null)
      .$narrowType<{ timetableSha256: NotNull; planVersions: NotNull }>()
      .orderBy('endedAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last === undefined || last.status === 'rolled_back') return undefined;
    return { timetableSha256: last.timetableSha256, planVersions: last.planVersions };
  }

  /** What tells a return: the last import of this year that wrote here, and an earlier one of the same timetable. */
  async formerImports(
    target: ImportTarget,
    schoolYear: string,
    timetableSha256: string,
  ): Promise<{ readonly last?: LastImport; readonly sameTimetable?: FormerImport }> {
    const { query, sql } = this.#database;
    const scope = { ...target, schoolYear, establishmentIds: idsOf(target) };
    const last = await readLastImport({ query, sql }, scope);
    const same = await readSameTimetable(query, scope, timetableSha256);
    // What was imported last is what the file is compared with: whatever differs now does not come from the file.
    const isOther = same !== undefined && same.importId !== last?.importId;
    return {
      ...(last !== undefined && !last.isFirstOfYear && { last }),
      ...(isOther && { sameTimetable: same }),
    };
  }

  inputVersions(campusCode: string): Promise<string> {
    return inputVersions(this.#database.sql, campusCode);
  }

  stateVersions(target: ImportTarget): Promise<string> {
    return stateVersions(this.#database.sql, idsOf(target));
  }
}
