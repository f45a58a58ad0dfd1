import {
  CHANGED_FIELDS,
  RECORDED_CHANGE_TYPES,
  type FieldChange,
  type RecordedChange,
  type RecordedChangeType,
} from '@timetable/domain';
import { z } from 'zod';
import { instantSchema, pageOf, pageOrTableQuerySchema, type Page } from './page.js';

const CHANGE_KINDS = ['subject', 'service', 'closure', 'group', 'membership', 'session'] as const;

/** What an import leaves alone is listed only when asked for, and until it is published. */
export const planQuerySchema = pageOrTableQuerySchema.extend({
  kind: z.enum(CHANGE_KINDS).optional().describe('Ce qui change.'),
  change: z
    .enum(RECORDED_CHANGE_TYPES)
    .optional()
    .describe('Ce qui lui arrive ; `frozen`, `edited_by_hand` et `kept` : laissé tel quel.'),
});
export type PlanQuery = z.output<typeof planQuerySchema>;

/** One thing that a line changes, in French and by name: « salle : B12 → B14 ». */
const fieldChangeSchema = z.object({
  field: z.enum(CHANGED_FIELDS),
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** A line of the plan; `before` is null for what is created, `after` for what is deleted. */
const planRowOf = <Kind extends string, After extends z.ZodType, Before extends z.ZodType>(
  kind: Kind,
  after: After,
  before: Before,
) =>
  z.object({
    kind: z.literal(kind),
    change: z.enum(RECORDED_CHANGE_TYPES),
    key: z.string(),
    label: z.string(),
    /** What differs, for people; all of it for what is created or deleted. */
    changes: z.array(fieldChangeSchema),
    before: before.nullable(),
    after: after.nullable(),
  });

const subjectRecordSchema = z.object({ key: z.string(), code: z.string(), label: z.string() });

const serviceRecordSchema = z.object({
  subjectKey: z.string(),
  audience: z.string(),
  teachers: z.array(z.string()),
  yearlyMinutes: z.number(),
  establishmentIds: z.array(z.string()),
});

const closureRunSchema = z.object({ startsOn: z.iso.date(), endsOn: z.iso.date() });

const groupNameSchema = z.object({ key: z.string(), name: z.string() });

const groupOutlineSchema = groupNameSchema.extend({
  establishmentIds: z.array(z.string()),
  classIds: z.array(z.string()),
});

const membershipContentSchema = z.object({
  groupKey: z.string(),
  role: z.enum(['pupil', 'teacher']),
  personId: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
});

const sessionContentSchema = z.object({
  state: z.enum(['planned', 'cancelled']),
  date: z.iso.date(),
  startMinute: z.int(),
  endMinute: z.int(),
  startsAt: instantSchema,
  endsAt: instantSchema,
  subjectKey: z.string(),
  audience: z.array(z.string()),
  teachers: z.array(z.string()),
  classes: z.array(z.string()),
  groups: z.array(z.string()),
  rooms: z.array(z.string()),
  establishmentIds: z.array(z.string()),
});

export const planRowSchema: z.ZodType<PlanRow> = z.discriminatedUnion('kind', [
  planRowOf('subject', subjectRecordSchema, subjectRecordSchema),
  planRowOf('service', serviceRecordSchema, serviceRecordSchema),
  planRowOf('closure', closureRunSchema, closureRunSchema),
  planRowOf('group', groupOutlineSchema, groupNameSchema),
  planRowOf('membership', membershipContentSchema, membershipContentSchema),
  planRowOf('session', sessionContentSchema, sessionContentSchema),
]);
export const planRowPageSchema = pageOf(planRowSchema).extend({
  /**
   * Lines of what was asked for that are no longer kept one by one, and why, in French; null: all are listed. `/plan/summary`
   * still counts them.
   */
  gone: z.object({ lines: z.int(), sentence: z.string() }).nullable(),
});
export type PlanRowPage = Page<PlanRow> & Pick<z.output<typeof planRowPageSchema>, 'gone'>;
export type PlanRow = RecordedChange & {
  readonly change: RecordedChangeType;
  readonly key: string;
  readonly label: string;
  readonly changes: readonly FieldChange[];
};

export const SUMMARY_GROUPINGS = ['kind', 'class', 'teacher', 'subject', 'week'] as const;

export const planSummaryQuerySchema = pageOrTableQuerySchema.extend({
  by: z
    .enum(SUMMARY_GROUPINGS)
    .default('kind')
    .describe(
      'Ce qui regroupe : nature de ce qui change, ou, pour les séances, classe, enseignant, matière ou semaine.',
    ),
});
export type PlanSummaryQuery = z.output<typeof planSummaryQuerySchema>;

/** What becomes of the things of one group; sessions, save by kind. */
export const planSummaryRowSchema = z.object({
  /** ENT id, subject key, Monday of the week, or kind. */
  key: z.string(),
  label: z.string(),
  counts: z.partialRecord(z.enum(RECORDED_CHANGE_TYPES), z.int()),
  total: z.int(),
  /** French: « 3A : 12 séances créées, 3 annulées ». */
  sentence: z.string(),
});
export const planSummaryRowPageSchema = pageOf(planSummaryRowSchema);
export type PlanSummaryRow = z.output<typeof planSummaryRowSchema>;
