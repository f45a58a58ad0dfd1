import type {
  ChangeType,
  ClosureRun,
  GroupOutline,
  MembershipRecord,
  ServiceRecord,
  SubjectRecord,
} from './plan.js';

/** What an import states of a session, whom it is for by key. Instants are ISO 8601 with offset. */
export interface SessionContent {
  readonly state: 'planned' | 'cancelled';
  /** Local. */
  readonly date: string;
  /** Minutes from local midnight. */
  readonly startMinute: number;
  readonly endMinute: number;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly subjectKey: string;
  /** Audience items: see `ServiceRecord.audience`. */
  readonly audience: readonly string[];
  readonly teachers: readonly string[];
  readonly classes: readonly string[];
  readonly groups: readonly string[];
  readonly rooms: readonly string[];
  readonly establishmentIds: readonly string[];
  readonly courseKey: string;
}

export interface MembershipContent extends MembershipRecord {
  readonly groupKey: string;
}

/** What becomes of a thing of the plan; the last two are what an import leaves alone. */
export type RecordedChangeType = ChangeType | 'frozen' | 'edited_by_hand';

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
  | Difference<'service', ServiceRecord>
  | Difference<'closure', ClosureRun>
  | Difference<'group', GroupOutline, Pick<GroupOutline, 'key' | 'name'>>
  | Difference<'membership', MembershipContent>
  | Difference<'session', SessionContent>;
