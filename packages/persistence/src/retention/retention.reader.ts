import { sql } from 'kysely';
import type { Database } from '../database.js';

export interface RetentionRunRecord {
  /** Name of its rule. */
  readonly kind: string;
  readonly ranAt: Date;
  readonly deleted: number;
  /** By all its runs. */
  readonly deletedTotal: number;
}

/** What was erased of people of one school year, on all campuses. */
export interface ErasureRecord {
  /** null: imports whose year was never known. */
  readonly schoolYear: string | null;
  readonly campuses: number;
  readonly imports: number;
  readonly matches: number;
  /** The last time. */
  readonly erasedAt: Date;
}

/** A school year whose personal data are still there. */
export interface KeptYearRecord {
  readonly schoolYear: string;
  /** Local date. */
  readonly endsOn: string;
  readonly campuses: number;
}

/** What was deleted by age, and what comes next: for operators and metrics. */
export class RetentionReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  runs(): Promise<RetentionRunRecord[]> {
    return this.#database.query
      .selectFrom('retentionRun')
      .select((run) => [
        'kind',
        'ranAt',
        run.cast<number>('deleted', 'float8').as('deleted'),
        run.cast<number>('deletedTotal', 'float8').as('deletedTotal'),
      ])
      .orderBy('kind')
      .execute();
  }

  /** The latest year first. */
  erasures(): Promise<ErasureRecord[]> {
    return this.#database.query
      .selectFrom('personalDataErasure')
      .select((erased) => [
        erased.fn<string | null>('nullif', ['schoolYear', sql.lit('')]).as('schoolYear'),
        sql<number>`count(*)::int`.as('campuses'),
        erased.cast<number>(erased.fn.sum('imports'), 'integer').as('imports'),
        erased.cast<number>(erased.fn.sum('matches'), 'integer').as('matches'),
        erased.fn.max('erasedAt').as('erasedAt'),
      ])
      .groupBy('schoolYear')
      .orderBy('schoolYear', 'desc')
      .execute();
  }

  /**
   * Years that are open and end after that date, the one that ends first before the others.
   *
   * @param endedBy local date
   */
  keptYears(endedBy: string): Promise<KeptYearRecord[]> {
    return this.#database.query
      .selectFrom('schoolYear')
      .innerJoin('establishment', 'establishment.id', 'schoolYear.establishmentId')
      .select((year) => [
        'label as schoolYear',
        'endsOn',
        sql<number>`count(DISTINCT ${year.ref('establishment.campusCode')})::int`.as('campuses'),
      ])
      .where('state', '=', 'open')
      .where('endsOn', '>', endedBy)
      .groupBy(['label', 'endsOn'])
      .orderBy('endsOn')
      .orderBy('label')
      .execute();
  }
}
