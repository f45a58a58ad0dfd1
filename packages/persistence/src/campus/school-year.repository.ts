import { LockMode } from '@mikro-orm/postgresql';
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
import { ClosureEntity, type ClosureSource } from './closure.entity.js';
import { SchoolYearEntity, type SchoolYearState } from './school-year.entity.js';

export interface ClosureRecord {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly label: string;
  readonly source: ClosureSource;
}

/** The current year of one establishment: the only one that is not closed. */
export interface SchoolYearRecord {
  readonly establishmentId: string;
  readonly label: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: Exclude<SchoolYearState, 'closed'>;
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

/** School years and their closures. Every write refuses while an import holds the establishment. */
export class SchoolYearRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Current year of each establishment of the campus, in declaration order. */
  ofCampus(campusCode: string): Promise<SchoolYearRecord[]> {
    return selectCurrentYears(this.#database.query)
      .where('establishment.campusCode', '=', campusCode)
      .orderBy('establishment.position')
      .orderBy('establishment.id')
      .execute();
  }

  ofEstablishment(establishmentId: string): Promise<SchoolYearRecord | undefined> {
    return selectCurrentYears(this.#database.query)
      .where('establishment.id', '=', establishmentId)
      .executeTakeFirst();
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
      const taken = await tx.em.find(SchoolYearEntity, {
        establishmentId: { $in: [...establishmentIds] },
        label: { $gte: year.label },
        state: { $ne: 'awaiting_first_import' },
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

const selectCurrentYears = (query: QueryBuilder) =>
  query
    .selectFrom('schoolYear')
    .innerJoin('establishment', 'establishment.id', 'schoolYear.establishmentId')
    .where('schoolYear.state', '<>', 'closed')
    .select((year) => [
      'schoolYear.establishmentId',
      'schoolYear.label',
      'schoolYear.startsOn',
      'schoolYear.endsOn',
      'schoolYear.state',
      'schoolYear.datesDecided',
      closuresOf(year).as('closures'),
    ])
    .$narrowType<{ state: SchoolYearRecord['state'] }>();

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

async function openYear(tx: Transaction, establishmentId: string, year: NewSchoolYear): Promise<void> {
  const { em } = tx;
  const { label, startsOn, endsOn, closures, closuresSource: source = 'manual' } = year;
  const notClosed = { establishmentId, state: { $ne: 'closed' } } as const;
  const former = await em.findOne(SchoolYearEntity, notClosed, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (former?.state === 'open') former.state = 'closed';
  else if (former !== null) {
    em.remove(former);
    await em.nativeDelete(ClosureEntity, { establishmentId, schoolYear: former.label });
  }
  // An establishment has one year that is not closed: the former one leaves before the next comes.
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
