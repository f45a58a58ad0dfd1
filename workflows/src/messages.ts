import { defineSearchAttributeKey } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ImportOrigin, ImportStatus } from '@timetable/domain';

/** Everything the product runs on Temporal goes through this one queue. */
export const IMPORT_TASK_QUEUE = 'imports';

/** What identifies one attempt of one import. */
export interface AttemptRef {
  readonly importId: string;
  /** Number of the attempt: 1, then one more per approval, replanning or retry. Named as recorded histories have it. */
  readonly round: number;
}

/** One attempt of one import, as it travels to the coordinator: references only, never a name. */
export interface DepositRef extends AttemptRef {
  /** Ids (`campus/establishment`) of every establishment the import writes to: what it locks. Never empty. */
  readonly establishments: readonly string[];
  /** UAI of the same establishments: an operator searches by them. */
  readonly uais: readonly string[];
  readonly origin: ImportOrigin;
  /** 1 a person waits, 3 normal, 5 sweeps. */
  readonly priority: number;
  /** Campus or establishment that it was deposited for, when a later deposit for the same may start in its place. */
  readonly target?: string;
  /** Named as a PRONOTE duplicate: it never starts in the place of another. */
  readonly isDuplicate?: boolean;
}

/** One coordinator per campus: it is the campus's queue. */
export const coordinatorWorkflowId = (campusCode: string): string => `imports/${campusCode}`;

/** The same attempt of the same import is the same workflow, however often it is signalled. */
export const importWorkflowId = ({ importId, round }: AttemptRef): string => `import/${importId}/${round}`;

export interface CoordinatorInput {
  readonly campusCode: string;
  /** Carried over by continue-as-new. */
  readonly waiting?: readonly DepositRef[];
  /** Workflow ids of the attempts already received, carried over too: signals are delivered at least once. */
  readonly seen?: readonly string[];
}

export interface QueueView {
  /** Workflow ids of the attempts running now. */
  readonly running: readonly string[];
  /** Workflow ids of the attempts that wait, in order. */
  readonly waiting: readonly string[];
}

export const depositQueuedSignal = defineSignal<[DepositRef]>('depositQueued');
export const queueQuery = defineQuery<QueueView>('queue');
/** Takes an attempt that still waits out of the queue; refused when it is not waiting. */
export const withdrawUpdate = defineUpdate<QueueView, [AttemptRef]>('withdraw');

export type ImportInput = DepositRef;

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
  campus: defineSearchAttributeKey('Campus', 'KEYWORD'),
  establishments: defineSearchAttributeKey('Establishments', 'KEYWORD_LIST'),
  uai: defineSearchAttributeKey('Uai', 'KEYWORD_LIST'),
  origin: defineSearchAttributeKey('Origin', 'KEYWORD'),
  importStatus: defineSearchAttributeKey('ImportStatus', 'KEYWORD'),
  step: defineSearchAttributeKey('Step', 'KEYWORD'),
  schoolYear: defineSearchAttributeKey('SchoolYear', 'KEYWORD'),
} as const;
