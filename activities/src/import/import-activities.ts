import type {
  Counts,
  EndingCode,
  HeldCode,
  ImportOutcome,
  ImportRun,
  ImportStatus,
  StepState,
  ThresholdCode,
} from '@timetable/domain';

/**
 * The side effects of one import, as its workflow sees them. Everything here travels through Temporal: ids, counts,
 * codes, dates and sentences about a file, never a person's name. Each may run twice with the same result.
 */
export interface ImportActivities {
  readonly takeCharge: (input: ClaimInput) => Promise<ClaimResult>;
  /** Reads the file and judges it alone (import-rules §1, decisions 1 to 6). */
  readonly validateDeposit: (input: RunInput) => Promise<ValidationResult>;
  /** Computes what the import would change, stages it and judges it against the thresholds (decision 7). */
  readonly planImport: (input: RunInput) => Promise<PlanResult>;
  /** Prepares groups and memberships; nothing is visible before `generateSessions` publishes. */
  readonly createGroups: (input: PlannedInput) => Promise<StepReport>;
  /** Publishes groups, services, closures and sessions in one transaction: readers see all or nothing. */
  readonly generateSessions: (input: PlannedInput) => Promise<StepReport>;
  /** Ends the attempt: status, mails, fence released. Answers the outcome kept, which a publication may have decided. */
  readonly concludeImport: (input: CompletionInput) => Promise<CompletionResult>;
  /** Last resort after a technical failure: the import says who must act and frees its establishments. */
  readonly markInterrupted: (input: InterruptInput) => Promise<CompletionResult>;
}

export interface ClaimInput {
  readonly importId: string;
  readonly attempt: number;
}

export type ClaimResult =
  | { readonly taken: true; readonly run: ImportRun }
  /** The attempt is over already: superseded or cancelled while it waited, or taken to its end by an earlier run. */
  | { readonly taken: false; readonly status: ImportStatus };

export interface RunInput {
  readonly run: ImportRun;
}

/** State of a step as everybody sees it; `message` is French and set when the state is not `ok`. */
export interface StepReport {
  readonly state: StepState;
  readonly counts: Counts;
  readonly message?: string;
}

export type ValidationResult = StepReport &
  (
    | { readonly verdict: 'accepted'; readonly schoolYear: string }
    | { readonly verdict: 'rejected' | 'ignored'; readonly code: string }
  );

/** What the steps after the plan need of it; the plan itself stays in the database. */
export interface PlanReference {
  readonly planHash: string;
  readonly inputVersions: string;
  readonly schoolYear: string;
  readonly firstOfYear: boolean;
  /** The file's own dates, local. */
  readonly fileYear: { readonly startsOn: string; readonly endsOn: string };
  readonly groupCounts: Counts;
  /** Thresholds exceeded, blocking or not. */
  readonly exceeded: readonly ThresholdCode[];
}

export type PlanResult = StepReport & { readonly plan: PlanReference } & (
    { readonly verdict: 'apply' } | { readonly verdict: 'held'; readonly code: HeldCode }
  );

export interface PlannedInput extends RunInput {
  readonly plan: PlanReference;
}

export interface CompletionInput extends RunInput {
  readonly outcome: ImportOutcome;
  /** Why, when it is not integrated. */
  readonly code?: string;
  /** French. */
  readonly message?: string;
  /** Given once a plan was computed. */
  readonly plan?: PlanReference;
}

export interface CompletionResult {
  readonly outcome: ImportOutcome | 'interrupted';
}

export interface InterruptInput extends RunInput {
  /** Why, when it is no failure of the installation. */
  readonly code?: Extract<EndingCode, 'partner_key_missing'>;
}
