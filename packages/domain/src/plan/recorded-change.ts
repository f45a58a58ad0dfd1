import type { SessionDraft } from '../sessions/session-draft.js';
import type {
  ChangeType,
  ClosureRun,
  GroupOutline,
  MembershipRecord,
  ServiceRecord,
  SubjectRecord,
} from './plan.js';

/** What an import states of a session, whom it is for by key. */
export interface SessionContent extends Omit<SessionDraft, 'startsAt' | 'endsAt'> {
  readonly state: 'planned' | 'cancelled';
  /** ISO 8601 with offset. */
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface MembershipContent extends MembershipRecord {
  readonly groupKey: string;
}

/** What an import makes of sessions. */
export const SESSION_CHANGE_TYPES = [
  'created',
  'modified',
  'moved',
  'cancelled',
  'revived',
] as const satisfies readonly ChangeType[];
export type SessionChangeType = (typeof SESSION_CHANGE_TYPES)[number];

/** What an import leaves alone: listed only when asked for. */
export const LEFT_ALONE_TYPES = ['unchanged', 'frozen', 'edited_by_hand', 'kept'] as const;

/** What an import makes of the things of its plan. */
export const MADE_CHANGE_TYPES = [...SESSION_CHANGE_TYPES, 'renamed', 'deleted'] as const;

/** What becomes of a thing of the plan. */
export const RECORDED_CHANGE_TYPES = [...MADE_CHANGE_TYPES, ...LEFT_ALONE_TYPES] as const satisfies readonly (
  ChangeType | 'frozen' | 'edited_by_hand'
)[];
export type RecordedChangeType = (typeof RECORDED_CHANGE_TYPES)[number];

/** What people read of a service. */
export type ServiceContent = Omit<ServiceRecord, 'taughtDays'>;

interface Difference<Kind extends string, Content, Before = Content> {
  readonly kind: Kind;
  /** Null for what is created. */
  readonly before: Before | null;
  /** Null for what is deleted. */
  readonly after: Content | null;
}

/** What a line of a plan changes, as it is stored and shown: sessions and memberships included, unlike `Change`. */
export type RecordedChange =
  | Difference<'subject', SubjectRecord>
  | Difference<'service', ServiceContent>
  | Difference<'closure', ClosureRun>
  | Difference<'group', GroupOutline, Pick<GroupOutline, 'key' | 'name'>>
  | Difference<'membership', MembershipContent>
  | Difference<'session', SessionContent>;
