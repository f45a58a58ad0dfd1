import type { MatchResult } from '../directory/match.js';
import type { CourseTrace, KeptMemberships } from '../unread/unread-plan.js';
import type { TaughtDays } from './taught-days.js';

/** What the ENT holds for the target before the import: the small things, compared in memory. */
export interface CurrentState {
  readonly subjects: readonly CurrentSubject[];
  readonly services: readonly ServiceRecord[];
  readonly closures: readonly CurrentClosure[];
  readonly groups: readonly CurrentGroup[];
  /** Names, as the files wrote them, of unmatched classes and groups by audience item. @default none */
  readonly unmatchedNames?: ReadonlyMap<string, string>;
  readonly year: CurrentYear;
}

export interface CurrentYear {
  readonly label: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: 'awaiting_first_import' | 'open';
  /** Whether a manager gave the dates; otherwise they are a proposal that the first import replaces. @default false */
  readonly datesDecided?: boolean;
  /**
   * Set for a target of several establishments when some are in the year already and others await its first import: a
   * person makes it, but what has begun stays frozen and the rates are judged. @default false
   */
  readonly isPartlyOpen?: boolean;
  /** Set when the establishments of the target are in different school years: their labels, first establishment first. */
  readonly differingLabels?: readonly string[];
}

export interface CurrentSubject {
  readonly key: string;
  readonly code: string;
  readonly label: string;
  /** False when a person created it: an import never deletes it. */
  readonly imported: boolean;
  /** Whether services of another year are of it: then it stays, whatever this year says. @default false */
  readonly isOfOtherYear?: boolean;
  /** Whether services of an earlier year that is not over are of it: then it stays what it is called. @default false */
  readonly isOfYearUnderWay?: boolean;
}

export interface SubjectRecord {
  readonly key: string;
  readonly code: string;
  readonly label: string;
}

/** A teaching service: (subject, audience) with its teachers and its volume. */
export interface ServiceRecord {
  readonly subjectKey: string;
  /** An audience item: `c:<ENT class id>`, `c:?<normalised name>` when unmatched, or `g:<group key>`. */
  readonly audience: string;
  /** Sorted teacher references: ENT id, or `?<match key>` when unmatched. */
  readonly teachers: readonly string[];
  readonly yearlyMinutes: number;
  /** When it is taught: what its volume is compared by. */
  readonly taughtDays: readonly TaughtDays[];
  readonly establishmentIds: readonly string[];
}

/** A maximal run of closed days, both ends included. */
export interface ClosureRun {
  readonly startsOn: string;
  readonly endsOn: string;
}

export interface CurrentClosure extends ClosureRun {
  /** True when a person or the academic calendar stated it: an import never removes it. */
  readonly kept: boolean;
}

export interface CurrentGroup {
  /** Never changes: sessions and services refer to it, so that a rename keeps them. */
  readonly key: string;
  readonly name: string;
  /** Sorted ENT pupil ids who are members on the day of the import or later. */
  readonly pupilIds: readonly string[];
  /** Sorted; when given, a difference with the file makes the group modified. */
  readonly establishmentIds?: readonly string[];
  /** Sorted ENT class ids; when given, a difference with the file makes the group modified. */
  readonly classIds?: readonly string[];
}

/** One group as the file wants it. */
export interface GroupRecord {
  readonly key: string;
  readonly name: string;
  readonly establishmentIds: readonly string[];
  /** Sorted ENT class ids the group draws from. */
  readonly classIds: readonly string[];
  readonly members: readonly StatedMembership[];
}

/** A group without its members. */
export type GroupOutline = Omit<GroupRecord, 'members'>;

export interface MembershipRecord {
  readonly personId: string;
  readonly role: 'pupil' | 'teacher';
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Somebody's stay in a group as a file states it. */
export interface StatedMembership extends MembershipRecord {
  /** Set when the file does not say since when: `startsOn` is then the first day of its year. */
  readonly hasNoStart?: true;
}

export type ChangeKind = 'subject' | 'service' | 'closure' | 'group' | 'membership' | 'session';
/**
 * What becomes of a thing. `unchanged`: nobody would call it another one, and what is stored of it is brought up to date
 * (a service whose year has a day less). `kept`: left as it is, since what the file says of it cannot be read.
 */
export type ChangeType =
  'created' | 'modified' | 'renamed' | 'deleted' | 'cancelled' | 'revived' | 'moved' | 'unchanged' | 'kept';

interface ChangeOf<Kind extends ChangeKind, Content, Before = Content> {
  readonly kind: Kind;
  readonly type: ChangeType;
  readonly key: string;
  /** French, without a pupil's name: « ANGLAIS LV1 · 6A ». */
  readonly label: string;
  readonly before?: Before;
  readonly after?: Content;
}

/** One line of the plan: readable, and enough to undo it, since `before` and `after` are whole records. */
export type Change =
  | ChangeOf<'subject', SubjectRecord>
  | ChangeOf<'service', ServiceRecord>
  | ChangeOf<'closure', ClosureRun>
  | ChangeOf<'group', GroupOutline, Pick<GroupOutline, 'key' | 'name'>>;

/** How many of each kind are created, modified, renamed, deleted, unchanged. */
export interface KindCounts {
  readonly created: number;
  readonly modified: number;
  readonly renamed: number;
  readonly deleted: number;
  readonly unchanged: number;
}

/** The plan of the small things: everything but sessions, which are compared set by set in the database. */
export interface StructurePlan {
  readonly subjects: readonly SubjectRecord[];
  readonly services: readonly ServiceRecord[];
  /** What the file states, whatever the current state keeps beside. */
  readonly closures: readonly ClosureRun[];
  /** Groups recognised or created; those that can be neither are absent, and absent from `groupKeys`. */
  readonly groups: readonly GroupRecord[];
  readonly changes: readonly Change[];
  readonly counts: Readonly<Record<'subject' | 'service' | 'closure' | 'group', KindCounts>>;
  /** What would have changed, had the file's silence been an order: left as it is, since something cannot be read. */
  readonly kept: readonly Change[];
  readonly keptMemberships: KeptMemberships;
  /** What is known of the courses that are not wholly read. */
  readonly traces: readonly CourseTrace[];
  /** Group key by Ident of the file's groups, for the sessions' audience. */
  readonly groupKeys: ReadonlyMap<number, string>;
  /** Names of the groups that the import makes for the file's courses, by the Ident that `withSettledAudiences` gives them. */
  readonly madeGroupNames: ReadonlyMap<number, string>;
  /** How each group of the file was recognised in the current state; `targetId` is a group key. */
  readonly groupMatches: readonly MatchResult[];
  /** Subject key by Ident of the file's subjects. */
  readonly subjectKeys: ReadonlyMap<number, string>;
  /**
   * Audience items of earlier imports and what they are now that their class or group is matched: `c:?6a` → `c:<ENT id>`.
   * Sessions of the current state keep their identity through it.
   */
  readonly audienceAliases: ReadonlyMap<string, string>;
}

/** What the comparison of sessions found; every figure is a number of sessions of the target. */
export interface SessionDiffCounts {
  /** Sessions the file gives, whatever their date. */
  readonly inFile: number;
  readonly created: number;
  readonly modified: number;
  /** At another hour or on another day of the week, with the same id. */
  readonly moved: number;
  readonly cancelled: number;
  readonly revived: number;
  readonly unchanged: number;
  /** Differences left alone because they start before the bound (past, or within the freeze). */
  readonly frozen: number;
  /** Differences left alone because a person edited the session. */
  readonly editedByHand: number;
  /** Left as they are since the file leaves them, or something of them, unsaid. */
  readonly kept: number;
  /** Future planned sessions in the current state: denominator of `sessions_cancelled`. */
  readonly futurePlanned: number;
  /** Numerator of `sessions_cancelled`: cancelled ones whose course stays in the file and whose day is not closed. */
  readonly cancelledByFile: number;
  /**
   * Future planned sessions that lose their place: those cancelled, whatever the reason save a closure of the file, and
   * those moved.
   */
  readonly disrupted: number;
  /** Future planned sessions cancelled since the file closes their days, and in how many weeks they are. */
  readonly closedByFile: number;
  readonly weeksClosedByFile: number;
  /** File sessions that would fall in a closure kept by the current state. */
  readonly onKeptClosure: number;
  /** Past sessions of the current state that would fall in a closure of the file. */
  readonly pastOnFileClosure: number;
}

/** What the comparison of memberships found, teachers' and pupils' together; numbers of periods. */
export interface MembershipDiffCounts {
  readonly membershipsAdded: number;
  readonly membershipsEnded: number;
  readonly membershipsModified: number;
  readonly membershipsUnchanged: number;
  /** Pupils' memberships of the current state that are not over. */
  readonly pupilsCurrent: number;
  /** Those of them that would end though the file gives them no date. */
  readonly pupilsEnded: number;
}

/** Audience items (`c:…`, `g:…`) with at least one session to come. */
export interface ComingAudiences {
  /** Under the names of earlier imports. */
  readonly inCurrent: readonly string[];
  readonly inFile: readonly string[];
}
