import {
  RECORDED_CHANGE_TYPES,
  type RecordedChange,
  type RecordedChangeType,
  type SessionContent,
} from '@timetable/domain';
import { z } from 'zod';

export type PlanRowRecord = RecordedChange & {
  /** Place in the list: grows from row to row. */
  readonly position: string;
  readonly type: RecordedChangeType;
  readonly key: string;
  readonly label: string;
};

const texts = z.array(z.string());

const SUBJECT = z.object({ key: z.string(), code: z.string(), label: z.string() });
const SERVICE = z.object({
  subjectKey: z.string(),
  audience: z.string(),
  teachers: texts,
  yearlyMinutes: z.number(),
  establishmentIds: texts,
});
const CLOSURE = z.object({ startsOn: z.string(), endsOn: z.string() });
const GROUP_NAME = z.object({ key: z.string(), name: z.string() });
const GROUP = GROUP_NAME.extend({ establishmentIds: texts, classIds: texts });
const MEMBERSHIP = z.object({
  groupKey: z.string(),
  role: z.enum(['pupil', 'teacher']),
  personId: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
});
/** Kept under the names of its columns, which a roll-back writes back; people and programs read ours. */
const SESSION = z
  .object({
    state: z.enum(['planned', 'cancelled']),
    date: z.string(),
    start_minute: z.int(),
    end_minute: z.int(),
    starts_at: z.string(),
    ends_at: z.string(),
    subject_key: z.string(),
    audience: texts,
    teachers: texts,
    classes: texts,
    groups: texts,
    rooms: texts,
    establishment_ids: texts,
  })
  .transform(
    ({ start_minute, end_minute, starts_at, ends_at, subject_key, establishment_ids, ...same }) =>
      ({
        ...same,
        startMinute: start_minute,
        endMinute: end_minute,
        startsAt: starts_at,
        endsAt: ends_at,
        subjectKey: subject_key,
        establishmentIds: establishment_ids,
      }) satisfies SessionContent,
  );

const rowOf = <Kind extends string, After extends z.ZodType, Before extends z.ZodType>(
  kind: Kind,
  after: After,
  before: Before,
) =>
  z.object({
    position: z.string(),
    kind: z.literal(kind),
    type: z.enum(RECORDED_CHANGE_TYPES),
    key: z.string(),
    label: z.string(),
    before: before.nullable(),
    after: after.nullable(),
  });

/** A row of the plan as it is stored, turned into what its readers see. */
export const PLAN_ROW: z.ZodType<PlanRowRecord> = z.discriminatedUnion('kind', [
  rowOf('subject', SUBJECT, SUBJECT),
  rowOf('service', SERVICE, SERVICE),
  rowOf('closure', CLOSURE, CLOSURE),
  rowOf('group', GROUP, GROUP_NAME),
  rowOf('membership', MEMBERSHIP, MEMBERSHIP),
  rowOf('session', SESSION, SESSION),
]);
