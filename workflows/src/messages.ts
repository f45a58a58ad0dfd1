import { defineSearchAttributeKey } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import { CAMPUS_ATTRIBUTE, type ImportStatus } from '@timetable/domain';

/** Everything the product runs on Temporal goes through this one queue. */
export const IMPORT_TASK_QUEUE = 'imports';

/** One attempt of one import: what its workflow is given, and what its id is made of. */
export interface ImportInput {
  readonly campusCode: string;
  readonly importId: string;
  /** 1, then one more per approval, replanning or retry. */
  readonly attempt: number;
}

/**
 * Which commands a workflow gives: those of now. Whoever starts a run tells it; a run of before was told nothing and goes on as it
 * was recorded. A patch would say so in each history, by a marker and one more write of what operators filter by.
 */
export const REVISION = 2;

/** What the workflow of an attempt is started with. */
export interface ImportStart extends ImportInput {
  readonly revision?: typeof REVISION;
}

/** One coordinator per campus: it starts the campus's imports. */
export const coordinatorWorkflowId = (campusCode: string): string => `imports/${campusCode}`;

/** The same attempt of the same import is the same workflow, however often it is handed over. */
export const importWorkflowId = ({ campusCode, importId, attempt }: ImportInput): string =>
  `import/${campusCode}/${importId}/${attempt}`;

/** Begins the ids of the workflows of all attempts of one import. */
export const importWorkflowIdPrefix = ({
  campusCode,
  importId,
}: Pick<ImportInput, 'campusCode' | 'importId'>): string => `import/${campusCode}/${importId}/`;

export interface CoordinatorInput {
  readonly campusCode: string;
  readonly revision?: typeof REVISION;
}

/** There is work for the campus: the coordinator asks the database which. It says nothing else. */
export const workSignal = defineSignal('work');

/** Result of an attempt: a business outcome. Technical problems are failures of the workflow, never results. */
export interface ImportResult {
  /** `interrupted` without a failure: another attempt took the establishments over, this one wrote nothing more. */
  readonly outcome: ImportStatus;
  /** Why, when it is not integrated: a rejection code, `blocking_threshold`, … */
  readonly code?: string;
  /** Set when a plan was computed: what an approval has to name. */
  readonly planHash?: string;
}

/** Recurring jobs, each with its schedule. */
export const MAINTENANCE_JOBS = [
  'source-retention',
  'orphan-files',
  'stale-staging',
  'row-retention',
  'personal-data',
] as const;
export type MaintenanceJob = (typeof MAINTENANCE_JOBS)[number];

/** Of the job's schedule; its runs bear the same with their time after it. */
export const maintenanceId = (job: MaintenanceJob): string => `maintenance/${job}`;

export interface MaintenanceInput {
  readonly job: MaintenanceJob;
}

export interface MaintenanceResult {
  /** Files, rows, or imports whose staging, plan or personal data went. */
  readonly deleted: number;
}

/**
 * What an operator filters by in the Temporal UI. Keyword types only: `Text` breaks on SQL visibility. At most ten
 * KEYWORD and three KEYWORD_LIST per namespace.
 */
export const SEARCH_ATTRIBUTES = {
  campus: defineSearchAttributeKey(CAMPUS_ATTRIBUTE, 'KEYWORD'),
  establishments: defineSearchAttributeKey('Establishments', 'KEYWORD_LIST'),
  uai: defineSearchAttributeKey('Uai', 'KEYWORD_LIST'),
  origin: defineSearchAttributeKey('Origin', 'KEYWORD'),
  importStatus: defineSearchAttributeKey('ImportStatus', 'KEYWORD'),
  step: defineSearchAttributeKey('Step', 'KEYWORD'),
  schoolYear: defineSearchAttributeKey('SchoolYear', 'KEYWORD'),
} as const;
