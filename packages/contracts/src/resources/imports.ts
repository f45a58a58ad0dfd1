import {
  COUNT_NAMES,
  IMPORT_STATUS_LABELS,
  IMPORT_STEPS,
  STEP_STATE_LABELS,
  type ImportStatus,
  type StepState,
} from '@timetable/domain';
import { z } from 'zod';
import { THRESHOLD_GROUPS } from './thresholds.js';
import { daySchema, instantSchema, pageOf, pageQuerySchema } from './page.js';

const isStatus = (code: string): code is ImportStatus => code in IMPORT_STATUS_LABELS;
const isStepState = (code: string): code is StepState => code in STEP_STATE_LABELS;

export const IMPORT_STATUSES: readonly ImportStatus[] = Object.keys(IMPORT_STATUS_LABELS).filter(isStatus);
const STEP_STATES: readonly StepState[] = Object.keys(STEP_STATE_LABELS).filter(isStepState);
export const IMPORT_ORIGINS = ['automatic', 'manual'] as const;
/** Whom an import may wait for. */
export const AWAITED_ACTORS = ['manager', 'depositor', 'operator'] as const;
export const NEXT_ACTORS = ['nobody', ...AWAITED_ACTORS] as const;
const DECISIONS = ['approve', 'refuse', 'cancel', 'retry'] as const;

const countsSchema = z.partialRecord(z.enum(COUNT_NAMES), z.number());

export const importStepSchema = z.object({
  step: z.enum(IMPORT_STEPS),
  label: z.string(),
  state: z.enum(STEP_STATES),
  stateLabel: z.string(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  counts: countsSchema,
  message: z.string().nullable(),
});
export type ImportStepRow = z.output<typeof importStepSchema>;

/** A line of the dashboard. */
export const importRowSchema = z.object({
  id: z.uuid(),
  campus: z.string(),
  receivedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  status: z.enum(IMPORT_STATUSES),
  statusLabel: z.string(),
  origin: z.enum(IMPORT_ORIGINS),
  /** Code of the establishment; null: the whole campus (« Tous »). */
  establishment: z.string().nullable(),
  fileName: z.string(),
  steps: z.array(importStepSchema),
  /** Login of the deposit account, or of the person for a manual import. */
  account: z.string(),
  message: z.string().nullable(),
  nextActor: z.enum(NEXT_ACTORS),
});
export const importRowPageSchema = pageOf(importRowSchema);
export type ImportRow = z.output<typeof importRowSchema>;

/** A file that a demonstration has at hand for whoever has none: never in production. */
export const exampleFileSchema = z.object({ name: z.string(), sizeBytes: z.int() });
export const exampleFileListSchema = z.object({ items: z.array(exampleFileSchema) });
export type ExampleFileList = z.output<typeof exampleFileListSchema>;

export const verdictSchema = z.object({
  code: z.string(),
  group: z.enum(THRESHOLD_GROUPS),
  label: z.string(),
  numerator: z.int(),
  denominator: z.int(),
  limit: z.number(),
  blocking: z.boolean(),
  exceeded: z.boolean(),
  /** False for the rates of change in the first import of a year and in a return, and under the floor. */
  judged: z.boolean(),
  sentence: z.string(),
  /** When exceeded: what the import would do, where numbers say too little. */
  consequence: z.string().optional(),
  /** When exceeded: what to look at when that is not wanted, for after « sinon, ». */
  remedy: z.string().optional(),
});

export const importDecisionSchema = z.object({
  decision: z.enum(DECISIONS),
  by: z.string(),
  at: instantSchema,
  reason: z.string().nullable(),
  planHash: z.string().nullable(),
});

export const importDetailSchema = importRowSchema.extend({
  sizeBytes: z.int(),
  /** Of the bytes received. */
  sha256: z.string(),
  /** Of the decompressed timetable. */
  timetableSha256: z.string().nullable(),
  sourceAvailable: z.boolean(),
  schoolYear: z.string().nullable(),
  format: z.string().nullable(),
  formatVersion: z.string().nullable(),
  software: z.string().nullable(),
  /** What an encrypted export says of itself: when it was written, and the school's name and town. */
  exportedAt: instantSchema.nullable(),
  exportedBy: z.string().nullable(),
  firstOfYear: z.boolean(),
  /** Passages through the rules: 1, then one more per approval, new computation or relaunch. */
  attempt: z.int(),
  messageCode: z.string().nullable(),
  thresholds: z.array(verdictSchema),
  counts: countsSchema,
  /** Set while held: what an approval must name. */
  planHash: z.string().nullable(),
  /** Imports before this one while it waits; null once claimed. */
  queuePosition: z.int().nullable(),
  supersededBy: z.uuid().nullable(),
  /** French: which lines of its plan are no longer kept, and why; null: none. Totals stay. */
  planLinesGone: z.string().nullable(),
  /** When plan rows and problems one by one were erased with age; totals stay. */
  planErasedAt: instantSchema.nullable(),
  /** When everything that named people was erased, after the school year. */
  personalDataErasedAt: instantSchema.nullable(),
  decisions: z.array(importDecisionSchema),
});
export type ImportDetail = z.output<typeof importDetailSchema>;

export const acceptedImportSchema = z.object({
  id: z.uuid(),
  status: z.enum(IMPORT_STATUSES),
  /** 0: starts at once. */
  queuePosition: z.int(),
  /** Establishments that other imports of the campus hold at this moment. */
  runningEstablishments: z.int(),
  message: z.string(),
});
export type AcceptedImport = z.output<typeof acceptedImportSchema>;

/** The other parts of the multipart body that carries `file`. */
export const uploadFieldsSchema = z.object({
  /** Code of one establishment; absent or empty: the whole campus. */
  establishment: z
    .string()
    .max(32)
    .optional()
    .transform((code) => (code === '' ? undefined : code)),
});
export type UploadFields = z.output<typeof uploadFieldsSchema>;

/** Repeated (`?status=held&status=running`) or comma separated. */
export const severalOf = <T extends string>(values: readonly T[]): z.ZodType<T[] | undefined> =>
  z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').filter((item) => item !== '') : value),
      z.array(z.enum(values)).min(1),
    )
    .optional();

/** An instant, or a date meaning its midnight in UTC. */
const boundSchema = z.union([z.iso.datetime({ offset: true }), daySchema]).optional();

export const importsQuerySchema = pageQuerySchema.extend({
  status: severalOf(IMPORT_STATUSES).describe('Un ou plusieurs états, répétés ou séparés par des virgules.'),
  origin: z
    .enum(IMPORT_ORIGINS)
    .optional()
    .describe('Envoyé par EDT (automatic) ou par une personne (manual).'),
  establishment: z
    .string()
    .max(32)
    .optional()
    .describe('Code d’un établissement, ou `Tous` : les fichiers de toute la cité scolaire.'),
  nextActor: severalOf(NEXT_ACTORS).describe('Qui doit agir : un ou plusieurs, comme `status`.'),
  from: boundSchema.describe('Reçus à partir de cet instant ou de ce jour, inclus.'),
  to: boundSchema.describe('Reçus avant cet instant, exclu, ou jusqu’à ce jour, inclus.'),
});
export type ImportsQuery = z.output<typeof importsQuerySchema>;

export const approveBodySchema = z
  .object({
    /** Of the plan shown to the person: no other is applied. */
    planHash: z.string().min(1).max(128),
    reason: z.string().trim().max(1000).optional(),
  })
  .meta({ examples: [{ planHash: '9f2c41d07ab3', reason: 'Nouvelle répartition, vue avec la direction.' }] });
export type ApproveBody = z.output<typeof approveBodySchema>;

export const reasonBodySchema = z.object({ reason: z.string().trim().max(1000).optional() }).default({});
export type ReasonBody = z.output<typeof reasonBodySchema>;

export const decisionAnswerSchema = z.object({
  id: z.uuid(),
  status: z.enum(IMPORT_STATUSES),
  attempt: z.int(),
  message: z.string(),
});
export type DecisionAnswer = z.output<typeof decisionAnswerSchema>;
