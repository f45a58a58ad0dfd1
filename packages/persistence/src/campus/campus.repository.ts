import { LockMode, type EntityManager, type InferEntity } from '@mikro-orm/postgresql';
import type { ImportSettings, SchoolYearDates, TimetableFormat } from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { recordAudit } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import { rowCount, type QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { CampusEntity } from './campus.entity.js';
import { EstablishmentEntity } from './establishment.entity.js';
import { SchoolYearEntity } from './school-year.entity.js';

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
  /** Accepted. */
  readonly formats: readonly TimetableFormat[];
  /** In declaration order. */
  readonly establishments: readonly EstablishmentRecord[];
}

/** An establishment to declare, with the school year proposed for it until a first import or a manager decides. */
export interface NewEstablishment extends Omit<EstablishmentRecord, 'id'> {
  readonly proposedYear: SchoolYearDates;
}

export interface NewCampus extends Omit<CampusRecord, 'establishments' | 'formats'> {
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

/** Campuses with their establishments, and the settings that belong to the campus. */
export class CampusRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** False when the code is taken. */
  async create({ establishments, ...campus }: NewCampus, actor: Actor): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      // Not through `em`: of two at once, the second has to find the code taken rather than fail.
      const created = await tx.query
        .insertInto('campus')
        .values(campus)
        .onConflict((code) => code.doNothing())
        .executeTakeFirst();
      if (created.numInsertedOrUpdatedRows === 0n) return false;
      await saveEstablishments(tx.em, campus.code, establishments);
      recordAudit(tx, {
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
      const campus = await lockCampus(tx, code);
      if (campus === null) return false;
      const { name = campus.name, academicZone = campus.academicZone, establishments = [] } = changes;
      tx.em.assign(campus, { name, academicZone, updatedAt: actor.at });
      await saveEstablishments(tx.em, code, establishments);
      await bumpVersion(tx, code, 'settingsVersion');
      recordAudit(tx, {
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
    return selectCampuses(this.#database.query).where('campus.code', '=', code).executeTakeFirst();
  }

  /** Names of those of these campuses that exist, by their codes. */
  async namesOf(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (codes.length === 0) return new Map();
    const { query } = this.#database;
    const named = await query
      .selectFrom('campus')
      .select(['code', 'name'])
      .where('code', 'in', codes)
      .execute();
    return new Map(named.map(({ code, name }) => [code, name]));
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
    const { only, after, limit } = query;
    let page = selectCampuses(this.#database.query).orderBy('campus.code').limit(limit);
    let all = this.#database.query.selectFrom('campus').select(rowCount.as('total'));
    if (only !== undefined) {
      page = page.where('campus.code', '=', only);
      all = all.where('campus.code', '=', only);
    }
    if (after !== undefined) page = page.where('campus.code', '>', after);
    const items = await page.execute();
    const { total } = await all.executeTakeFirstOrThrow();
    return { items, total };
  }

  async importSettings(code: string): Promise<ImportSettings | undefined> {
    const campus = await this.#database.fork().findOne(CampusEntity, code);
    return campus?.importSettings;
  }

  /** @param check sees what is there, which nobody changes meanwhile; when it throws, nothing is written */
  async saveImportSettings(
    code: string,
    settings: ImportSettings,
    actor: Actor,
    check: (current: ImportSettings | undefined) => void = () => undefined,
  ): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const campus = await lockCampus(tx, code);
      check(campus?.importSettings);
      if (campus !== null) tx.em.assign(campus, { importSettings: settings, updatedAt: actor.at });
      await bumpVersion(tx, code, 'settingsVersion');
      recordAudit(tx, {
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

/** One writer at a time per campus: what is counted or compared below stays true until the end. */
export const lockCampus = (
  { em }: Transaction,
  code: string,
): Promise<InferEntity<typeof CampusEntity> | null> =>
  em.findOne(CampusEntity, code, { lockMode: LockMode.PESSIMISTIC_WRITE });

/** Plans computed on the former settings, matches or directory are out of date. */
export async function bumpVersion(
  { query }: Transaction,
  campusCode: string,
  of: 'settingsVersion' | 'matchVersion' | 'directoryVersion',
): Promise<void> {
  await query
    .updateTable('campus')
    .set(of, (campus) => campus(of, '+', '1'))
    .where('code', '=', campusCode)
    .execute();
}

const selectCampuses = (query: QueryBuilder) =>
  query
    .selectFrom('campus')
    .select((campus) => [
      'campus.code',
      'campus.name',
      'campus.academicZone',
      sql<TimetableFormat[]>`${campus.ref('campus.importSettings')} -> 'formats'`.as('formats'),
      establishmentsOf(campus).as('establishments'),
    ]);

const establishmentsOf = (campus: ExpressionBuilder<Tables, 'campus'>) =>
  campus
    .selectFrom('establishment')
    .whereRef('establishment.campusCode', '=', 'campus.code')
    .select((of) => {
      const establishment = jsonBuildObject({
        id: of.ref('establishment.id'),
        code: of.ref('establishment.code'),
        uai: of.ref('establishment.uai'),
        name: of.ref('establishment.name'),
        timeZone: of.ref('establishment.timeZone'),
      });
      return of.fn
        .coalesce(of.fn.jsonAgg(establishment).orderBy('establishment.position'), sql<[]>`'[]'`)
        .as('list');
    })
    .$asScalar()
    .$notNull();

/** The campus is locked: positions and years are its own to give. */
async function saveEstablishments(
  em: EntityManager,
  campusCode: string,
  establishments: readonly NewEstablishment[],
): Promise<void> {
  const known = await em.find(EstablishmentEntity, { campusCode });
  const years = await em.find(SchoolYearEntity, { establishmentId: known.map(({ id }) => id) });
  const withYear = new Set(years.map(({ establishmentId }) => establishmentId));
  let position = Math.max(-1, ...known.map((establishment) => establishment.position));
  for (const { proposedYear, code, uai, name, timeZone } of establishments) {
    const id = `${campusCode}/${code}`;
    const corrected = known.find((establishment) => establishment.id === id);
    if (corrected === undefined) {
      position += 1;
      const values = { id, campusCode, code, uai, name, timeZone, position };
      known.push(em.create(EstablishmentEntity, values, { persist: true }));
    } else {
      em.assign(corrected, { uai, name, timeZone });
    }
    if (withYear.has(id)) continue;
    withYear.add(id);
    const state = 'awaiting_first_import';
    em.create(SchoolYearEntity, { establishmentId: id, ...proposedYear, state }, { persist: true });
  }
}
