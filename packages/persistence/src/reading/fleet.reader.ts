import {
  INTEGRATED_STATUSES,
  SUPERSEDABLE_STATUSES,
  localDateOf,
  yearAhead,
  yearInForce,
  type ImportStatus,
  type NextActor,
} from '@timetable/domain';
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { SchoolYearState } from '../campus/school-year.entity.js';
import type { Database } from '../database.js';
import { folded, rowCount } from '../query-builder.js';
import { SIGN_INS_REFUSED } from '../audit/refused-sign-in.repository.js';
import { DEPOSITS_REFUSED } from '../deposits/deposits-before.repository.js';
import type { Tables } from '../tables.js';
import { isCalled } from './campus-called.js';

/** One campus among all: who is stuck, who is silent. */
export interface FleetCampusRecord {
  readonly code: string;
  readonly name: string;
  /** As people typed it. */
  readonly academicZone: string | null;
  readonly establishments: number;
  /** In force or opened for later: each once, however many establishments are in it. */
  readonly schoolYears: readonly { readonly label: string; readonly state: SchoolYearState }[];
  readonly lastDepositAt: Date | null;
  readonly lastIntegratedAt: Date | null;
  /** When an operator was last told, within the last week, that files were refused because there are too many. */
  readonly depositsRefusedAt: Date | null;
  /** The latest wrong password of a person or a program of the campus, within the last week. */
  readonly signInRefusedAt: Date | null;
  readonly lastStatus: ImportStatus | null;
  readonly waiting: number;
  readonly running: number;
  readonly held: number;
  readonly interrupted: number;
  /** When the oldest import was received that has not come to its end: it waits for its turn, or for somebody. */
  readonly oldestWaitAt: Date | null;
  /** Who must act now, for one import or more. */
  readonly nextActors: readonly Exclude<NextActor, 'nobody'>[];
}

/** `silence`: whose last deposit is the oldest first, before them those without; `wait`: where something waits longest. */
export type FleetSort = 'code' | 'name' | 'silence' | 'wait';

/** The latest deposit of a silent campus is older than this. */
export interface SilenceLimits {
  /** By the academic zone of the campus, as it is stored. */
  readonly byZone: ReadonlyMap<string, Date>;
  /** Of every other campus. */
  readonly otherwise: Date;
}

/** Which campuses, in which order; what is undefined does not restrict. */
export interface FleetQuery {
  /** For which years are shown. */
  readonly now: Date;
  /** Each in a code, a name or a UAI, of the campus or of an establishment; lower case, without accents. */
  readonly words: readonly string[];
  /** Whom an import of theirs waits for, or `nobody` when none waits for anybody. */
  readonly nextActors?: readonly NextActor[] | undefined;
  /** Of an import that has not ended, or of the last one. */
  readonly statuses?: readonly ImportStatus[] | undefined;
  /** Nothing was deposited since; when that was depends on the campus's holidays. */
  readonly silentSince?: SilenceLimits | undefined;
  readonly sort: FleetSort;
  readonly offset: number;
  readonly limit: number;
}

/** The whole fleet in figures and lists, for its operator. */
export class FleetReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Imports that have not come to their end: those that have are years of them, and would all be read for it. */
  async countUnfinished(): Promise<ReadonlyMap<ImportStatus, number>> {
    const counted = await this.#database.query
      .selectFrom('import')
      .select(['status', rowCount.as('count')])
      .where('status', 'in', SUPERSEDABLE_STATUSES)
      .groupBy('status')
      .execute();
    const counts = new Map(counted.map(({ status, count }) => [status, count]));
    return new Map(SUPERSEDABLE_STATUSES.map((status) => [status, counts.get(status) ?? 0]));
  }

  /** Each that a campus has, as people typed it. */
  async academicZones(): Promise<string[]> {
    const typed = await this.#database.query.selectFrom('campus').select('academicZone').distinct().execute();
    return typed.flatMap(({ academicZone }) => academicZone ?? []);
  }

  /** One page of them. */
  async campuses(query: FleetQuery): Promise<{ items: FleetCampusRecord[]; total: number }> {
    const { now, sort, offset, limit } = query;
    const refusedSince = new Date(now.getTime() - REFUSALS_SHOWN_MS);
    const found = this.#database.query
      .selectFrom('campus')
      .leftJoinLateral(lastDeposit, (join) => join.onTrue())
      .where((campus) => campus.and(conditionsOf(query).map((condition) => condition(campus))))
      .$if(query.silentSince !== undefined, (campuses) =>
        campuses.where((campus) =>
          campus.or([
            campus('lastDeposit.lastDepositAt', 'is', null),
            ...(query.silentSince === undefined ? [] : silences(campus, query.silentSince)),
          ]),
        ),
      );
    const rows = await found
      .leftJoinLateral(lastIntegration, (join) => join.onTrue())
      .innerJoinLateral(unfinished, (join) => join.onTrue())
      .innerJoinLateral(awaitedActors, (join) => join.onTrue())
      .selectAll(['lastDeposit', 'lastIntegration', 'unfinished', 'awaited'])
      .select((campus) => [
        'campus.code',
        'campus.name',
        'campus.academicZone',
        establishmentCount(campus).as('establishments'),
        yearsOf(campus).as('years'),
        lastAudited(campus, [DEPOSITS_REFUSED], refusedSince).as('depositsRefusedAt'),
        lastAudited(campus, Object.values(SIGN_INS_REFUSED), refusedSince).as('signInRefusedAt'),
      ])
      .$if(sort === 'name', (campuses) => campuses.orderBy((campus) => folded(campus.ref('campus.name'))))
      .$if(sort === 'silence', (campuses) => campuses.orderBy('lastDepositAt', (by) => by.asc().nullsFirst()))
      .$if(sort === 'wait', (campuses) => campuses.orderBy('oldestWaitAt', (by) => by.asc().nullsLast()))
      .orderBy('campus.code')
      .offset(offset)
      .limit(limit)
      .execute();
    const { total } = await found.select(rowCount.as('total')).executeTakeFirstOrThrow();
    const items = rows.map(({ years, ...campus }) => ({ ...campus, schoolYears: shownYears(years, now) }));
    return { items, total };
  }
}

/** Each of them enough. */
const silences = (
  campus: ExpressionBuilder<
    Tables & { lastDeposit: { lastDepositAt: Date | null } },
    'campus' | 'lastDeposit'
  >,
  { byZone, otherwise }: SilenceLimits,
): Expression<SqlBool>[] => [
  ...[...byZone].map(([zone, since]) =>
    campus.and([campus('campus.academicZone', '=', zone), campus('lastDeposit.lastDepositAt', '<', since)]),
  ),
  campus.and([
    campus.or([
      campus('campus.academicZone', 'is', null),
      campus('campus.academicZone', 'not in', [...byZone.keys()]),
    ]),
    campus('lastDeposit.lastDepositAt', '<', otherwise),
  ]),
];

const REFUSALS_SHOWN_MS = 7 * 24 * 3_600_000;

interface DatedYear {
  readonly establishmentId: string;
  readonly timeZone: string;
  readonly label: string;
  readonly state: SchoolYearState;
  readonly startsOn: string;
}

function shownYears(years: readonly DatedYear[], now: Date): FleetCampusRecord['schoolYears'] {
  const shown = [...new Set(years.map(({ establishmentId }) => establishmentId))].flatMap((id) => {
    const own = years.filter(({ establishmentId }) => establishmentId === id);
    const today = localDateOf(now, own[0]?.timeZone ?? 'Europe/Paris');
    return [yearInForce(own, today), yearAhead(own, today)].filter((year) => year !== undefined);
  });
  const byContent = new Map(shown.map(({ label, state }) => [`${label} ${state}`, { label, state }]));
  return [...byContent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, year]) => year);
}

const ofCampus = (of: ExpressionBuilder<Tables, 'campus'>) =>
  of.selectFrom('import').whereRef('import.campusCode', '=', 'campus.code');

/** Each figure by an index of its own: a page of campuses reads none of the years that were. */
const lastDeposit = (of: ExpressionBuilder<Tables, 'campus'>) =>
  ofCampus(of)
    .select(['import.receivedAt as lastDepositAt', 'import.status as lastStatus'])
    .orderBy('import.receivedAt', 'desc')
    .orderBy('import.id', 'desc')
    .limit(1)
    .as('lastDeposit');

const lastIntegration = (of: ExpressionBuilder<Tables, 'campus'>) =>
  ofCampus(of)
    .select('import.endedAt as lastIntegratedAt')
    .where('import.status', 'in', INTEGRATED_STATUSES)
    .where('import.endedAt', 'is not', null)
    .orderBy('import.endedAt', 'desc')
    .limit(1)
    .as('lastIntegration');

const unfinished = (of: ExpressionBuilder<Tables, 'campus'>) =>
  ofCampus(of)
    .where('import.status', 'in', SUPERSEDABLE_STATUSES)
    .select((imports) => [
      countOf(imports, 'received').as('waiting'),
      countOf(imports, 'running').as('running'),
      countOf(imports, 'held').as('held'),
      countOf(imports, 'interrupted').as('interrupted'),
      imports.fn.min<Date | null>('import.receivedAt').as('oldestWaitAt'),
    ])
    .as('unfinished');

type Condition = (of: ExpressionBuilder<Tables, 'campus'>) => Expression<SqlBool>;

function conditionsOf({ words, nextActors, statuses }: FleetQuery): Condition[] {
  return [
    ...words.map((word) => () => isCalled(word)),
    ...(nextActors === undefined ? [] : [isWaitingFor(nextActors)]),
    ...(statuses === undefined ? [] : [hasImport(statuses)]),
  ];
}

const hasImport =
  (statuses: readonly ImportStatus[]): Condition =>
  (of) => {
    const last = ofCampus(of)
      .select('import.status')
      .orderBy('import.receivedAt', 'desc')
      .orderBy('import.id', 'desc')
      .limit(1);
    const unended = ofCampus(of)
      .select('import.id')
      .where('import.status', 'in', SUPERSEDABLE_STATUSES)
      .where('import.status', '=', of.fn.any(of.val(statuses)));
    return of.or([of(last, '=', of.fn.any(of.val(statuses))), of.exists(unended)]);
  };

const isWaitingFor =
  (actors: readonly NextActor[]): Condition =>
  (of) => {
    const awaiting = of
      .selectFrom('import')
      .select('import.id')
      .whereRef('import.campusCode', '=', 'campus.code')
      .where('import.nextActor', '<>', 'nobody');
    return of.or([
      of.exists(awaiting.where('import.nextActor', '=', of.fn.any(of.val(actors)))),
      ...(actors.includes('nobody') ? [of.not(of.exists(awaiting))] : []),
    ]);
  };

const awaitedActors = (of: ExpressionBuilder<Tables, 'campus'>) =>
  ofCampus(of)
    .where('import.nextActor', '<>', 'nobody')
    .select((imports) =>
      imports.fn
        .coalesce(
          imports.fn.agg<Exclude<NextActor, 'nobody'>[]>('array_agg', ['import.nextActor']).distinct(),
          sql<[]>`'{}'`,
        )
        .as('nextActors'),
    )
    .as('awaited');

const countOf = (imports: ExpressionBuilder<Tables, 'import'>, status: ImportStatus) =>
  sql<number>`${imports.fn.countAll().filterWhere('import.status', '=', status)}::int`;

const lastAudited = (of: ExpressionBuilder<Tables, 'campus'>, actions: readonly string[], since: Date) =>
  of
    .selectFrom('audit')
    .whereRef('audit.campusCode', '=', 'campus.code')
    .where('audit.at', '>', since)
    .where('audit.action', 'in', actions)
    .select((refusals) => refusals.fn.max<Date | null>('audit.at').as('at'));

const establishmentCount = (of: ExpressionBuilder<Tables, 'campus'>) =>
  of
    .selectFrom('establishment')
    .whereRef('establishment.campusCode', '=', 'campus.code')
    .select(rowCount.as('count'))
    .$asScalar()
    .$notNull();

const yearsOf = (of: ExpressionBuilder<Tables, 'campus'>) =>
  of
    .selectFrom('schoolYear')
    .innerJoin('establishment', 'establishment.id', 'schoolYear.establishmentId')
    .whereRef('establishment.campusCode', '=', 'campus.code')
    .select((years) => {
      const year = jsonBuildObject({
        establishmentId: years.ref('establishment.id'),
        timeZone: years.ref('establishment.timeZone'),
        label: years.ref('schoolYear.label'),
        state: years.ref('schoolYear.state'),
        startsOn: years.ref('schoolYear.startsOn'),
      });
      return years.fn.coalesce(years.fn.jsonAgg(year), sql<[]>`'[]'`).as('list');
    })
    .$asScalar()
    .$notNull();
