import type {
  Counts,
  ImportOrigin,
  ImportStatus,
  ImportStep,
  NextActor,
  ProblemGroup,
  StepState,
  ThresholdVerdict,
} from '@timetable/domain';
import { sql, type ExpressionBuilder } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Database } from '../database.js';
import type { DecisionKind } from '../decisions/import-decision.entity.js';
import type { AbsentRows, RecognisedRow, ReplacedRows, UnmatchedRow } from '../imports/import.entity.js';
import { rowCount, type QueryBuilder } from '../query-builder.js';
import type { Tables } from '../tables.js';
import { importMatches, type ImportFilter, type ImportPosition } from './import-filter.js';

export interface ImportStepRecord {
  readonly step: ImportStep;
  readonly state: StepState;
  /** ISO instants, null before the step. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly counts: Counts;
  readonly message: string | null;
}

/** One import as a list shows it. */
export interface ImportSummary {
  readonly id: string;
  readonly campusCode: string;
  readonly establishmentId: string | null;
  readonly origin: ImportOrigin;
  readonly fileName: string;
  readonly receivedAt: Date;
  readonly endedAt: Date | null;
  readonly status: ImportStatus;
  readonly message: string | null;
  readonly nextActor: NextActor;
  readonly accountLogin: string;
  /** Those that exist, in no order. */
  readonly steps: readonly ImportStepRecord[];
}

export interface ImportDecisionRecord {
  readonly decision: DecisionKind;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  readonly planHash: string | null;
}

/** Everything about one import but its plan rows, its problems and its names. */
export interface ImportRecord extends ImportSummary {
  readonly establishmentIds: readonly string[];
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
  readonly sourceDeletedAt: Date | null;
  readonly attempt: number;
  readonly schoolYear: string | null;
  readonly format: string | null;
  readonly formatVersion: string | null;
  readonly software: string | null;
  readonly exportedAt: Date | null;
  readonly exportedBy: string | null;
  readonly timetableSha256: string | null;
  readonly firstOfYear: boolean;
  readonly messageCode: string | null;
  readonly thresholds: readonly ThresholdVerdict[];
  readonly counts: Counts;
  readonly planHash: string | null;
  readonly supersededBy: string | null;
  /** When plan rows and problems one by one went; their totals stay. */
  readonly planErasedAt: Date | null;
  /** When everything that names people went. */
  readonly personalDataErasedAt: Date | null;
  readonly decisions: readonly ImportDecisionRecord[];
}

/** What thresholds said of an import. */
export type MeasuredImport = Pick<ImportRecord, 'id' | 'receivedAt' | 'thresholds'>;

/** The names that an import's file has and the ENT has not, or has otherwise. */
export interface ImportNames {
  /** What the file names and the ENT does not know, by kind. */
  readonly unmatched: Readonly<Record<string, readonly UnmatchedRow[]>>;
  /** Classes and groups known under another name. */
  readonly recognised: readonly RecognisedRow[];
  /** Matched with somebody or a class that left the directory. */
  readonly absent: AbsentRows;
  /** Known under another id of the directory since the import before. */
  readonly replaced: ReplacedRows;
}

/** The history of imports, as the dashboard and the report read it. */
export class ImportReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param page.oldestFirst else the latest */
  async list(
    filter: ImportFilter,
    page: {
      readonly after?: ImportPosition | undefined;
      readonly limit: number;
      readonly oldestFirst?: boolean | undefined;
    },
  ): Promise<{ items: ImportSummary[]; total: number }> {
    const { after, limit, oldestFirst: isOldestFirst = false } = page;
    const direction = isOldestFirst ? 'asc' : 'desc';
    const items = await selectSummaries(this.#database.query)
      .where(importMatches(filter))
      .$if(after !== undefined, (imports) =>
        imports.where((of) =>
          of(
            of.refTuple('import.receivedAt', 'import.id'),
            isOldestFirst ? '>' : '<',
            of.tuple(of.val(after?.receivedAt), of.val(after?.id)),
          ),
        ),
      )
      .orderBy('import.receivedAt', direction)
      .orderBy('import.id', direction)
      .limit(limit)
      .execute();
    const { total } = await this.#database.query
      .selectFrom('import')
      .where(importMatches(filter))
      .select(rowCount.as('total'))
      .executeTakeFirstOrThrow();
    return { items, total };
  }

  /** Those of the ids, in no order. */
  summaries(ids: readonly string[]): Promise<ImportSummary[]> {
    return selectSummaries(this.#database.query)
      .where((of) => of('import.id', '=', of.fn.any(of.val([...ids]))))
      .execute();
  }

  find(id: string): Promise<ImportRecord | undefined> {
    return selectSummaries(this.#database.query)
      .where('import.id', '=', id)
      .select((of) => [
        'import.establishmentIds',
        of.cast<number>('deposit.sizeBytes', 'float8').as('sizeBytes'),
        'deposit.sha256',
        'deposit.storageKey',
        'deposit.sourceDeletedAt',
        'import.attempt',
        'import.schoolYear',
        'import.format',
        'import.formatVersion',
        'import.software',
        'import.exportedAt',
        'import.exportedBy',
        'import.timetableSha256',
        'import.firstOfYear',
        'import.messageCode',
        'import.thresholds',
        'import.counts',
        'import.planHash',
        'import.supersededBy',
        'import.planErasedAt',
        'import.personalDataErasedAt',
        decisionsOf(of).as('decisions'),
      ])
      .executeTakeFirst();
  }

  /** What thresholds measured in the last imports that came as far, latest first. */
  measured(campusCode: string, limit: number): Promise<MeasuredImport[]> {
    return this.#database.query
      .selectFrom('import')
      .select(['id', 'receivedAt', 'thresholds'])
      .where('campusCode', '=', campusCode)
      .where('thresholds', '<>', sql<ThresholdVerdict[]>`'[]'::jsonb`)
      .orderBy('receivedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }

  /** Apart from the import itself: there may be thousands, and few look at them. */
  names(id: string): Promise<ImportNames> {
    return this.#database.query
      .selectFrom('import')
      .select(['unmatched', 'recognised', 'absent', 'replaced'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  }

  /** The campus an import belongs to: what access to it is judged by. */
  async campusOf(id: string): Promise<string | undefined> {
    const found = await this.#database.query
      .selectFrom('import')
      .select('campusCode')
      .where('id', '=', id)
      .executeTakeFirst();
    return found?.campusCode;
  }

  /** Root causes first. */
  problems(id: string): Promise<ProblemGroup[]> {
    return this.#database.query
      .selectFrom('importProblem')
      .select(['code', 'severity', 'count', 'examples', 'consequences', 'meaning', 'advice'])
      .where('importId', '=', id)
      .orderBy('rank')
      .orderBy('severity')
      .orderBy('count', 'desc')
      .orderBy('code')
      .execute();
  }

  /** Imports of shared establishments that are before this one: 0 when nothing keeps it from starting. */
  async queuePosition(id: string): Promise<number> {
    const { position } = await this.#database.query
      .selectFrom('import as mine')
      .innerJoin('import as other', (join) =>
        join
          .onRef('other.campusCode', '=', 'mine.campusCode')
          .onRef('other.id', '<>', 'mine.id')
          .onRef('other.establishmentIds', '&&', 'mine.establishmentIds'),
      )
      .where('mine.id', '=', id)
      .where((of) =>
        of.or([
          of('other.status', '=', 'running'),
          of.and([
            of('other.status', '=', 'received'),
            of(of.refTuple('other.receivedAt', 'other.id'), '<', of.refTuple('mine.receivedAt', 'mine.id')),
          ]),
        ]),
      )
      .select(rowCount.as('position'))
      .executeTakeFirstOrThrow();
    return position;
  }
}

const selectSummaries = (query: QueryBuilder) =>
  query
    .selectFrom('import')
    .innerJoin('deposit', 'deposit.id', 'import.id')
    .select((of) => [
      'import.id',
      'import.campusCode',
      'import.establishmentId',
      'import.origin',
      'import.fileName',
      'import.receivedAt',
      'import.endedAt',
      'import.status',
      'import.message',
      'import.nextActor',
      'deposit.accountLogin',
      stepsOf(of).as('steps'),
    ]);

const stepsOf = (of: ExpressionBuilder<Tables, 'import'>) =>
  of
    .selectFrom('importStep')
    .whereRef('importStep.importId', '=', 'import.id')
    .select((steps) => {
      const step = jsonBuildObject({
        step: steps.ref('importStep.step'),
        state: steps.ref('importStep.state'),
        startedAt: steps.ref('importStep.startedAt'),
        endedAt: steps.ref('importStep.endedAt'),
        counts: steps.ref('importStep.counts'),
        message: steps.ref('importStep.message'),
      });
      return steps.fn.coalesce(steps.fn.jsonAgg(step), sql<[]>`'[]'`).as('list');
    })
    .$asScalar()
    .$notNull();

const decisionsOf = (of: ExpressionBuilder<Tables, 'import'>) =>
  of
    .selectFrom('importDecision')
    .whereRef('importDecision.importId', '=', 'import.id')
    .select((decisions) => {
      const decision = jsonBuildObject({
        decision: decisions.ref('importDecision.decision'),
        by: decisions.ref('importDecision.decidedBy'),
        at: decisions.ref('importDecision.decidedAt'),
        reason: decisions.ref('importDecision.reason'),
        planHash: decisions.ref('importDecision.planHash'),
      });
      const list = decisions.fn.jsonAgg(decision).orderBy('importDecision.id');
      return decisions.fn.coalesce(list, sql<[]>`'[]'`).as('list');
    })
    .$asScalar()
    .$notNull();
