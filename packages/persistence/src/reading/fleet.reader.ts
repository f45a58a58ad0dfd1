import type { ImportStatus } from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { SchoolYearState } from '../campus/school-year.entity.js';
import type { Database } from '../database.js';
import { containing, rowCount } from '../query-builder.js';
import type { Tables } from '../tables.js';

/** One campus among all: who is stuck, who is silent. */
export interface FleetCampusRecord {
  readonly code: string;
  readonly name: string;
  readonly establishments: number;
  readonly schoolYears: readonly {
    readonly label: string;
    readonly state: Exclude<SchoolYearState, 'closed'>;
  }[];
  readonly lastDepositAt: Date | null;
  readonly lastIntegratedAt: Date | null;
  readonly lastStatus: ImportStatus | null;
  readonly waiting: number;
  readonly running: number;
  readonly held: number;
  readonly interrupted: number;
}

/** The whole fleet in figures and lists, for its operator. */
export class FleetReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  countByStatus(): Promise<{ status: ImportStatus; count: number }[]> {
    return this.#database.query
      .selectFrom('import')
      .select(['status', rowCount.as('count')])
      .groupBy('status')
      .execute();
  }

  /**
   * In code order.
   * @param query.text part of a code or name; `after`: code of the last campus of the page before
   */
  async campuses(query: {
    readonly text?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: FleetCampusRecord[]; total: number }> {
    const { text, after, limit } = query;
    const found = this.#database.query
      .selectFrom('campus')
      .$if(text !== undefined, (campuses) =>
        campuses.where((campus) =>
          campus.or([
            campus('code', 'ilike', containing(text ?? '')),
            campus('name', 'ilike', containing(text ?? '')),
          ]),
        ),
      );
    const items = await found
      .$if(after !== undefined, (campuses) => campuses.where('code', '>', after ?? ''))
      .innerJoinLateral(importsOfCampus, (join) => join.onTrue())
      .selectAll('imports')
      .select((campus) => [
        'campus.code',
        'campus.name',
        establishmentCount(campus).as('establishments'),
        currentYears(campus).as('schoolYears'),
      ])
      .orderBy('campus.code')
      .limit(limit)
      .execute();
    const { total } = await found.select(rowCount.as('total')).executeTakeFirstOrThrow();
    return { items, total };
  }
}

const importsOfCampus = (of: ExpressionBuilder<Tables, 'campus'>) =>
  of
    .selectFrom('import')
    .whereRef('import.campusCode', '=', 'campus.code')
    .select((imports) => [
      imports.fn.max<Date | null>('receivedAt').as('lastDepositAt'),
      imports.fn
        .max<Date | null>('endedAt')
        .filterWhere('status', 'in', ['integrated', 'integrated_with_alerts'])
        .as('lastIntegratedAt'),
      sql<ImportStatus | null>`(${latestFirst(imports)})[1]`.as('lastStatus'),
      countOf(imports, 'received').as('waiting'),
      countOf(imports, 'running').as('running'),
      countOf(imports, 'held').as('held'),
      countOf(imports, 'interrupted').as('interrupted'),
    ])
    .as('imports');

const latestFirst = (imports: ExpressionBuilder<Tables, 'import'>) =>
  imports.fn
    .agg<ImportStatus[] | null>('array_agg', ['status'])
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc');

const countOf = (imports: ExpressionBuilder<Tables, 'import'>, status: ImportStatus) =>
  sql<number>`${imports.fn.countAll().filterWhere('status', '=', status)}::int`;

const establishmentCount = (of: ExpressionBuilder<Tables, 'campus'>) =>
  of
    .selectFrom('establishment')
    .whereRef('establishment.campusCode', '=', 'campus.code')
    .select(rowCount.as('count'))
    .$asScalar()
    .$notNull();

/** Each year once, however many establishments are in it. */
const currentYears = (of: ExpressionBuilder<Tables, 'campus'>) =>
  of
    .selectFrom(
      of
        .selectFrom('schoolYear')
        .innerJoin('establishment', 'establishment.id', 'schoolYear.establishmentId')
        .whereRef('establishment.campusCode', '=', 'campus.code')
        .where('schoolYear.state', '<>', 'closed')
        .select(['schoolYear.label', 'schoolYear.state'])
        .$narrowType<{ state: Exclude<SchoolYearState, 'closed'> }>()
        .distinct()
        .as('year'),
    )
    .select((years) =>
      years.fn
        .coalesce(
          years.fn
            .jsonAgg(jsonBuildObject({ label: years.ref('year.label'), state: years.ref('year.state') }))
            .orderBy('year.label'),
          sql<[]>`'[]'`,
        )
        .as('years'),
    )
    .$asScalar()
    .$notNull();
