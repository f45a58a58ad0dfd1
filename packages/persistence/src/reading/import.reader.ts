import type {
  Counts,
  ImportOrigin,
  ImportStatus,
  ImportStep,
  MatchedBy,
  MatchKind,
  NextActor,
  ProblemGroup,
  StepState,
  ThresholdVerdict,
} from '@timetable/domain';
import type { Database } from '../database.js';
import { FILTER_CONDITION, filterParams, type ImportFilter, type ImportPosition } from './import-filter.js';

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
  readonly decision: 'approve' | 'refuse' | 'cancel' | 'retry';
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  readonly planHash: string | null;
}

interface Recognised {
  readonly kind: MatchKind;
  readonly label: string;
  readonly knownAs: string;
  readonly by: MatchedBy;
}

/** Everything about one import but its plan rows and problems. */
export interface ImportRecord extends ImportSummary {
  readonly establishmentIds: readonly string[];
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
  readonly sourceDeletedAt: Date | null;
  readonly round: number;
  readonly schoolYear: string | null;
  readonly format: string | null;
  readonly formatVersion: string | null;
  readonly software: string | null;
  readonly timetableSha256: string | null;
  readonly firstOfYear: boolean;
  readonly messageCode: string | null;
  readonly thresholds: readonly ThresholdVerdict[];
  readonly counts: Counts;
  readonly planHash: string | null;
  readonly supersededBy: string | null;
  /** What the file names and the ENT does not know, by kind. */
  readonly unmatched: Readonly<
    Record<
      string,
      readonly {
        readonly label: string;
        readonly candidates: readonly string[];
        /** Code of MATCH_REASONS; absent from imports of earlier versions. */
        readonly reason?: string | null;
      }[]
    >
  >;
  /** Classes and groups known under another name. */
  readonly recognised: readonly Recognised[];
  readonly decisions: readonly ImportDecisionRecord[];
}

const SUMMARY = `
  import.id, import.campus_code AS "campusCode", import.establishment_id AS "establishmentId", import.origin,
  import.file_name AS "fileName", import.received_at AS "receivedAt", import.ended_at AS "endedAt", import.status,
  import.message, import.next_actor AS "nextActor", deposit.account_login AS "accountLogin",
  coalesce((SELECT json_agg(json_build_object('step', step, 'state', state, 'startedAt', started_at,
                                              'endedAt', ended_at, 'counts', counts, 'message', message))
              FROM import_step WHERE import_id = import.id), '[]') AS steps`;

const DETAIL = `
  import.establishment_ids AS "establishmentIds", deposit.size_bytes::float8 AS "sizeBytes", deposit.sha256,
  deposit.storage_key AS "storageKey", deposit.source_deleted_at AS "sourceDeletedAt", import.round,
  import.school_year AS "schoolYear", import.format, import.format_version AS "formatVersion", import.software,
  import.timetable_sha256 AS "timetableSha256", import.first_of_year AS "firstOfYear",
  import.message_code AS "messageCode", import.thresholds, import.counts, import.plan_hash AS "planHash",
  import.superseded_by AS "supersededBy", import.unmatched, import.recognised,
  coalesce((SELECT json_agg(json_build_object('decision', decision, 'by', decided_by, 'at', decided_at,
                                              'reason', reason, 'planHash', plan_hash) ORDER BY id)
              FROM import_decision WHERE import_id = import.id), '[]') AS decisions`;

const FROM = 'FROM import JOIN deposit ON deposit.id = import.id';

/** The history of imports, as the dashboard and the report read it. */
export class ImportReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Latest first. */
  async list(
    filter: ImportFilter,
    page: { readonly after?: ImportPosition | undefined; readonly limit: number },
  ): Promise<{ items: ImportSummary[]; total: number }> {
    const items = await this.#database.sql.rows<ImportSummary>(
      `SELECT ${SUMMARY} ${FROM} WHERE ${FILTER_CONDITION}
          AND ($7::timestamptz IS NULL OR (import.received_at, import.id) < ($7, $8::uuid))
        ORDER BY import.received_at DESC, import.id DESC LIMIT $9`,
      [...filterParams(filter), page.after?.receivedAt, page.after?.id, page.limit],
    );
    const count = await this.#database.sql.first<{ total: number }>(
      `SELECT count(*)::int AS total FROM import WHERE ${FILTER_CONDITION}`,
      filterParams(filter),
    );
    return { items, total: count?.total ?? 0 };
  }

  find(id: string): Promise<ImportRecord | undefined> {
    return this.#database.sql.first<ImportRecord>(
      `SELECT ${SUMMARY}, ${DETAIL} ${FROM} WHERE import.id = $1`,
      [id],
    );
  }

  /** The campus an import belongs to: what access to it is judged by. */
  async campusOf(id: string): Promise<string | undefined> {
    const row = await this.#database.sql.first<{ campusCode: string }>(
      'SELECT campus_code AS "campusCode" FROM import WHERE id = $1',
      [id],
    );
    return row?.campusCode;
  }

  /** Errors first, most frequent first. */
  problems(id: string): Promise<ProblemGroup[]> {
    return this.#database.sql.rows<ProblemGroup>(
      `SELECT code, severity, count, examples, meaning, advice FROM import_problem
        WHERE import_id = $1 ORDER BY severity, count DESC, code`,
      [id],
    );
  }

  /** Imports of shared establishments that are before this one: 0 when nothing keeps it from starting. */
  async queuePosition(id: string): Promise<number> {
    const row = await this.#database.sql.first<{ position: number }>(
      `SELECT count(*)::int AS position
         FROM import AS mine
         JOIN import AS other ON other.campus_code = mine.campus_code AND other.id <> mine.id
                             AND other.establishment_ids && mine.establishment_ids
        WHERE mine.id = $1
          AND (other.status = 'running'
               OR (other.status = 'received' AND (other.received_at, other.id) < (mine.received_at, mine.id)))`,
      [id],
    );
    return row?.position ?? 0;
  }
}
