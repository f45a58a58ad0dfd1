import type {
  Counts,
  ImportOutcome,
  ImportStatus,
  NextActor,
  ProblemGroup,
  StepState,
} from '@timetable/domain';

/** The answers and arguments of the import's own rows; the activities' ports have the same shapes. */
export type TakeCharge =
  | { readonly taken: true; readonly generation: string }
  | { readonly taken: false; readonly status: ImportStatus };

export interface StepResult {
  readonly state: StepState;
  readonly counts: Counts;
  /** French, when not `ok`. */
  readonly message?: string;
}

export interface ValidationRecord {
  readonly format?: string;
  readonly formatVersion?: string;
  readonly software?: string;
  readonly timetableSha256?: string;
  readonly problems: readonly ProblemGroup[];
  readonly counts: Counts;
  readonly verdict: ValidationVerdict;
}

/**
 * `accepted`: older imports of the same target give way. `known`: the content of the last integrated file, nothing to
 * do. `refused`: rejected, or not for us.
 */
export type ValidationVerdict = 'accepted' | 'known' | 'refused';

/** The good file beside a twin. */
export interface GoodTwin {
  /** Undefined while it has not been read. */
  readonly timetableSha256: string | undefined;
}

export interface Conclusion {
  readonly outcome: ImportOutcome | 'interrupted';
  readonly messageCode?: string;
  readonly message?: string;
  readonly nextActor: NextActor;
  readonly notify?: 'held' | 'rejected' | 'interrupted' | 'alerts';
  readonly mail?: ConclusionMail;
  readonly planVersions?: string;
}

export interface ConclusionMail {
  /** Followed by the recipient's login it makes the key under which the mail is sent once. */
  readonly dedupeScope: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Business time until which it waits: the mail about a twin, that its good file may come first. */
  readonly notBefore?: Date;
}

/** An import that nobody seems to work on: the sweeper asks Temporal, then queues it again. */
export interface StuckImport {
  readonly importId: string;
  readonly campusCode: string;
  readonly round: number;
  readonly status: 'received' | 'running';
}
