import { LockMode, type InferEntity } from '@mikro-orm/postgresql';
import {
  localDateOf,
  yearAhead,
  yearInForce,
  type ClosureSource,
  type SchoolYearDates,
} from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { recordAudit } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import type { QueryBuilder } from '../query-builder.js';
import { assertUnlocked } from '../reading/lock.reader.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { bumpStateVersion } from '../vie-scolaire/versions.js';
import type { Actor } from './campus.repository.js';
import { ClosureEntity } from './closure.entity.js';
import { SchoolYearEntity, type SchoolYearState } from './school-year.entity.js';

export interface ClosureRecord {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly label: string;
  readonly source: ClosureSource;
}

export interface SchoolYearRecord {
  readonly establishmentId: string;
  readonly label: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: SchoolYearState;
  /** Whether a manager gave the dates; otherwise they are a proposal, or a file's. */
  readonly datesDecided: boolean;
  readonly closures: readonly ClosureRecord[];
}

/** Where one establishment is at an instant. */
export interface EstablishmentCalendar {
  readonly current: SchoolYearRecord;
  /** Opened for later. */
  readonly next: SchoolYearRecord | undefined;
}

/** Why the opening of a year is not undone, for one establishment. */
export interface UndoObstacle {
  readonly establishmentId: string;
  /** Its last year. */
  readonly label: string;
  /** True when something was imported into it; false when nobody opened it. */
  readonly isImported: boolean;
}

/** Closures of an establishment, in one of its years. */
export interface ClosuresPlace {
  readonly campusCode: string;
  readonly establishmentId: string;
  readonly schoolYear: string;
}

export interface NewSchoolYear extends SchoolYearDates {
  readonly closures: readonly Omit<ClosureRecord, 'source'>[];
  /** `calendar` when they were proposed and taken as they are. @default 'manual' */
  readonly closuresSource?: 'manual' | 'calendar';
}

/** School years and their closures. Every write refuses while an import holds the establishment. */
export class SchoolYearRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Of each establishment of the campus that has a year, in declaration order. */
  async ofCampus(campusCode: string, now: Date): Promise<EstablishmentCalendar[]> {
    const rows = await selectYears(this.#database.query)
      .where('establishment.campusCode', '=', campusCode)
      .orderBy('establishment.position')
      .orderBy('establishment.id')
      .execute();
    return calendarsOf(rows, now);
  }

  async ofEstablishment(establishmentId: string, now: Date): Promise<EstablishmentCalendar | undefined> {
    const rows = await selectYears(this.#database.query)
      .where('establishment.id', '=', establishmentId)
      .execute();
    return calendarsOf(rows, now)[0];
  }

  /**
   * Adds a year that awaits its first import to the establishments: in force from its first day on. A year that awaited its own
   * holds nothing and is replaced; imported ones stay. Returns the establishments that have had that year, or a later
   * one; then nothing is written.
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
      const taken = await tx.em.find(SchoolYearEntity, {
        establishmentId: { $in: [...establishmentIds] },
        state: 'open',
        $or: [{ label: year.label }, { startsOn: { $gte: year.startsOn } }],
      });
      if (taken.length > 0)
        return { opened: false, alreadyIn: taken.map(({ establishmentId }) => establishmentId) };
      for (const id of establishmentIds) await openYear(tx, id, year);
      await bumpStateVersion(tx, establishmentIds);
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
   * Takes back the year that a manager opened and nobody imported: the one before is in force again, or the one proposed when
   * there is none. Establishments for which nobody opened it are left alone; when there is no other, or when another has
   * imported that year, nothing is written and the obstacles are returned.
   *
   * @throws EstablishmentLocked
   */
  async undoOpening(
    campusCode: string,
    establishments: readonly { readonly id: string; readonly proposedYear: SchoolYearDates }[],
    actor: Actor,
  ): Promise<readonly UndoObstacle[]> {
    const ids = establishments.map(({ id }) => id);
    return this.#database.transaction(async (tx) => {
      await assertUnlocked(tx, ids);
      const years = await tx.em.find(
        SchoolYearEntity,
        { establishmentId: { $in: ids } },
        { orderBy: { startsOn: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const opened = years.filter(
        ({ state, datesDecided }) => state === 'awaiting_first_import' && datesDecided,
      );
      const obstacles = undoObstacles(years, opened);
      if (obstacles.length > 0) return obstacles;
      for (const year of opened) await removeYear(tx, year);
      await tx.em.flush();
      const emptied = establishments.filter(({ id }) =>
        years.every((year) => year.establishmentId !== id || opened.includes(year)),
      );
      for (const { id, proposedYear } of emptied)
        await tx.em.insert(SchoolYearEntity, {
          establishmentId: id,
          ...proposedYear,
          state: 'awaiting_first_import',
        });
      await bumpStateVersion(
        tx,
        opened.map(({ establishmentId }) => establishmentId),
      );
      recordAudit(tx, {
        at: actor.at,
        actor: actor.login,
        action: 'school_year.opening_undone',
        campusCode,
        subject: opened[0]?.label ?? '',
        detail: { establishments: opened.map(({ establishmentId }) => establishmentId) },
      });
      return [];
    });
  }

  /**
   * Replaces the closures of a year. Those that stay the same keep where they came from; the others become a
   * person's.
   *
   * @param check sees what is there, which nobody changes meanwhile; when it throws, nothing is written
   * @throws EstablishmentLocked
   */
  async saveClosures(
    { campusCode, establishmentId, schoolYear }: ClosuresPlace,
    closures: readonly Omit<ClosureRecord, 'source'>[],
    actor: Actor,
    check: (current: readonly ClosureRecord[]) => void = () => undefined,
  ): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await assertUnlocked(tx, [establishmentId]);
      // Of two people at once, the second sees what the first has left.
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      await tx.em.findOne(SchoolYearEntity, { establishmentId, label: schoolYear }, lock);
      const years = await selectYears(tx.query)
        .where('establishment.id', '=', establishmentId)
        .where('schoolYear.label', '=', schoolYear)
        .execute();
      check(years[0]?.closures ?? []);
      await tx.query
        .deleteFrom('closure')
        .where('establishmentId', '=', establishmentId)
        .where('schoolYear', '=', schoolYear)
        .where((closure) => {
          const kept = closures.map(({ startsOn, endsOn }) => closure.and({ startsOn, endsOn }));
          return closure.not(closure.or(kept));
        })
        .execute();
      await insertClosures(tx, { establishmentId, schoolYear, source: 'manual' }, closures);
      await bumpStateVersion(tx, [establishmentId]);
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

const selectYears = (query: QueryBuilder) =>
  query
    .selectFrom('schoolYear')
    .innerJoin('establishment', 'establishment.id', 'schoolYear.establishmentId')
    .select((year) => [
      'schoolYear.establishmentId',
      'schoolYear.label',
      'schoolYear.startsOn',
      'schoolYear.endsOn',
      'schoolYear.state',
      'schoolYear.datesDecided',
      'establishment.timeZone',
      closuresOf(year).as('closures'),
    ]);

/** @param rows those of an establishment one after the other */
function calendarsOf(
  rows: readonly (SchoolYearRecord & { readonly timeZone: string })[],
  now: Date,
): EstablishmentCalendar[] {
  const years = new Map<string, SchoolYearRecord[]>();
  const todays = new Map<string, string>();
  for (const { timeZone, ...year } of rows) {
    todays.set(year.establishmentId, localDateOf(now, timeZone));
    years.set(year.establishmentId, [...(years.get(year.establishmentId) ?? []), year]);
  }
  return [...todays].flatMap(([id, today]) => {
    const own = years.get(id) ?? [];
    const current = yearInForce(own, today);
    return current === undefined ? [] : [{ current, next: yearAhead(own, today) }];
  });
}

const closuresOf = (year: ExpressionBuilder<Tables, 'schoolYear'>) =>
  year
    .selectFrom('closure')
    .whereRef('closure.establishmentId', '=', 'schoolYear.establishmentId')
    .whereRef('closure.schoolYear', '=', 'schoolYear.label')
    .select((of) => {
      const closure = jsonBuildObject({
        startsOn: of.ref('closure.startsOn'),
        endsOn: of.ref('closure.endsOn'),
        label: of.ref('closure.label'),
        source: of.ref('closure.source'),
      });
      return of.fn.coalesce(of.fn.jsonAgg(closure).orderBy('closure.startsOn'), sql<[]>`'[]'`).as('list');
    })
    .$asScalar()
    .$notNull();

type YearRow = InferEntity<typeof SchoolYearEntity>;

/** @param years in order */
function undoObstacles(years: readonly YearRow[], opened: readonly YearRow[]): UndoObstacle[] {
  const labels = new Set(opened.map(({ label }) => label));
  const imported = years.filter(({ label, state }) => state === 'open' && labels.has(label));
  const last = new Map(years.map((year) => [year.establishmentId, year]));
  const blocking = opened.length > 0 ? imported : [...last.values()];
  return blocking.map(({ establishmentId, label, state }) => ({
    establishmentId,
    label,
    isImported: state === 'open',
  }));
}

async function removeYear({ em }: Transaction, year: YearRow): Promise<void> {
  const { establishmentId, label } = year;
  em.remove(year);
  await em.nativeDelete(ClosureEntity, { establishmentId, schoolYear: label });
}

async function openYear(tx: Transaction, establishmentId: string, year: NewSchoolYear): Promise<void> {
  const { em } = tx;
  const { label, startsOn, endsOn, closures, closuresSource: source = 'manual' } = year;
  const awaited = await em.findOne(
    SchoolYearEntity,
    { establishmentId, state: 'awaiting_first_import' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (awaited !== null) await removeYear(tx, awaited);
  // An establishment has one year that awaits its first import: the former one leaves before the next comes.
  await em.flush();
  await em.insert(SchoolYearEntity, {
    establishmentId,
    label,
    startsOn,
    endsOn,
    datesDecided: true,
    state: 'awaiting_first_import',
  });
  await insertClosures(tx, { establishmentId, schoolYear: label, source }, closures);
}

/** Not through `em`: of two writers at once, the second corrects what it finds rather than fail. */
async function insertClosures(
  { query }: Transaction,
  of: { readonly establishmentId: string; readonly schoolYear: string; readonly source: ClosureSource },
  closures: readonly Omit<ClosureRecord, 'source'>[],
): Promise<void> {
  if (closures.length === 0) return;
  await query
    .insertInto('closure')
    .values(closures.map(({ startsOn, endsOn, label }) => ({ ...of, startsOn, endsOn, label })))
    .onConflict((same) =>
      same
        .columns(['establishmentId', 'schoolYear', 'startsOn', 'endsOn'])
        .doUpdateSet((closure) => ({ label: closure.ref('excluded.label') })),
    )
    .execute();
}
