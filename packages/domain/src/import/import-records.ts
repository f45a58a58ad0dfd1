import type { MatchResult } from '../directory/match.js';
import type { ImportNotification } from '../notifications/notification.js';
import type {
  Change,
  ClosureRun,
  ComingAudiences,
  MembershipDiffCounts,
  SessionDiffCounts,
  StatedMembership,
} from '../plan/plan.js';
import type { SessionDraft } from '../sessions/session-draft.js';
import type { ProblemGroup, ProblemOccurrence } from '../problems/problem.js';
import type { CourseTrace, KeptMemberships } from '../unread/unread-plan.js';
import type { StswebExport } from '../timetable/stsweb-export.js';
import type { ThresholdVerdict } from '../thresholds/threshold.js';
import type { ImportTarget } from './import-context.js';
import type { RelatedAudience } from '../sessions/related-audiences.js';
import type { Counts } from './counts.js';
import type { ImportOutcome, ImportStatus, StepState } from './status.js';

/** Whether an attempt may start: its fence's generation, or the status that says why not. */
export type Claim =
  | { readonly taken: true; readonly generation: string }
  | { readonly taken: false; readonly status: ImportStatus };

/** How a step ended. */
export interface StepResult {
  readonly state: StepState;
  readonly counts: Counts;
  /** French, when not `ok`. */
  readonly message?: string;
}

/** What validation found of a file. */
export interface ValidationRecord {
  readonly format?: string;
  readonly formatVersion?: string;
  readonly software?: string;
  /** What an encrypted export says of itself: when it was written, and the school's name and town. */
  readonly exportedAt?: Date;
  readonly exportedBy?: string;
  readonly timetableSha256?: string;
  /** Of what is accepted: what of STSWEB the file brought, to be kept for the year. */
  readonly stswebExport?: StswebExport;
  /** Of what is accepted: label of the school year it goes into. */
  readonly schoolYear?: string;
  readonly problems: readonly ProblemGroup[];
  /** The same one by one, as far as they are kept. @default none */
  readonly occurrences?: readonly ProblemOccurrence[];
  readonly counts: Counts;
  /**
   * `accepted`: older imports of the same target give way. `known`: the content of the last integrated file, nothing to
   * do, neither about it nor about what still waited before it. `discarded`: rejected, or a PRONOTE duplicate.
   */
  readonly verdict: 'accepted' | 'known' | 'discarded';
}

/** How an attempt ends. */
export interface Completion {
  readonly outcome: ImportOutcome | 'interrupted';
  readonly messageCode?: string;
  /** French sentence with the way out. */
  readonly message?: string;
  /** Absent: nobody is told. */
  readonly notification?: ImportNotification;
  /** Versions after the publication, stored over the plan's: what « nothing changed since » is judged against later. */
  readonly planVersions?: string;
}

/** What the sessions of the file are compared under. */
export interface SessionDiffInput {
  readonly target: ImportTarget;
  readonly schoolYear: string;
  /** Sessions that start at this instant or before are frozen; undefined in the first import of a year. */
  readonly frozenBefore: Date | undefined;
  readonly now: Date;
  /** Closed day runs the file states. */
  readonly fileClosures: readonly ClosureRun[];
  /** Runs of the current state that the plan keeps. */
  readonly keptClosures: readonly ClosureRun[];
  /** `StructurePlan.audienceAliases`: sessions of the current state keep their identity through them. */
  readonly audienceAliases?: ReadonlyMap<string, string>;
  /** `StructurePlan.traces`: a session that one of these courses may have is not cancelled. @default none */
  readonly unread?: { readonly traces: readonly CourseTrace[]; readonly firstMonday: string };
  /** Items of the current state and of the file that share half of the pupils (`relatedAudiences`). @default none */
  readonly relatedAudiences?: readonly RelatedAudience[];
}

/** What a file says, to be staged. */
export interface StagedContent {
  readonly sessions: Iterable<SessionDraft>;
  readonly memberships: Iterable<StatedMembership & { readonly groupKey: string }>;
  /** What stays as it is, whatever the file says. */
  readonly keptMemberships: KeptMemberships;
}

/** What all that is staged is compared under. */
export interface StagedDiffInput extends SessionDiffInput {
  /** Local date from which memberships start or end. */
  readonly on: string;
  readonly firstOfYear: boolean;
}

/** What the staged file would change. */
export interface StagedDiff {
  readonly sessions: SessionDiffCounts;
  /** Of the differences of sessions, whatever their order. */
  readonly sessionDigest: string;
  readonly memberships: MembershipDiffCounts;
  /** Whom the sessions to come are for. */
  readonly coming: ComingAudiences;
}

/** A plan as it is stored, shown and judged; sessions and memberships stand in staging. */
export interface SavedPlan {
  readonly planHash: string;
  readonly planVersions: string;
  readonly schoolYear: string;
  readonly firstOfYear: boolean;
  readonly changes: readonly Change[];
  /** The closed runs the file states (`StructurePlan.closures`): once published they replace the imported ones, whole. */
  readonly closures: readonly ClosureRun[];
  readonly thresholds: readonly ThresholdVerdict[];
  readonly matches: readonly MatchResult[];
  readonly counts: Counts;
}

/** What a publication is told. */
export interface PublishInput {
  readonly target: ImportTarget;
  readonly schoolYear: string;
  /** The file's dates: adopted when no manager decided them and this is the first import. */
  readonly fileYear: { readonly startsOn: string; readonly endsOn: string };
  readonly firstOfYear: boolean;
  readonly frozenBefore: Date | undefined;
  /** Local date from which memberships start or end. */
  readonly on: string;
}

/**
 * What a plan was computed from, or what an import left behind, as one opaque string: equal strings, nothing changed.
 * @param inputs matches, settings and directory
 * @param current the target's establishments
 */
export const planVersions = (inputs: string, current: string): string => `${inputs}|${current}`;
