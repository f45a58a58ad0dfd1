import { IMPORT_STEPS } from '@timetable/domain';
import { z } from 'zod';
import { IMPORT_STATUSES, importRowSchema, importStepSchema, NEXT_ACTORS } from './imports.js';

const stepEventSchema = z.object({
  importId: z.uuid(),
  step: z.enum(IMPORT_STEPS),
  label: z.string(),
  state: importStepSchema.shape.state,
  stateLabel: z.string(),
  /** Absent while the step runs. */
  counts: importStepSchema.shape.counts.optional(),
  message: z.string().optional(),
});

const statusEventSchema = z.object({
  importId: z.uuid(),
  status: z.enum(IMPORT_STATUSES),
  statusLabel: z.string(),
  attempt: z.int(),
  messageCode: z.string().nullable(),
  message: z.string().nullable(),
});

const step = z.literal('step');
const status = z.literal('status');

/** One event of `GET /imports/:id/events`; the SSE `id` resumes, the SSE `event` is `type`, the SSE `data` is JSON. */
export const importEventSchema = z.discriminatedUnion('type', [
  z.object({ id: z.string(), type: step, data: stepEventSchema }),
  z.object({ id: z.string(), type: status, data: statusEventSchema }),
]);
export type ImportEvent = z.output<typeof importEventSchema>;

const campus = { campus: z.string() };

/** One event of `GET /campuses/:campus/events` and `GET /operator/events`. */
export const campusEventSchema = z.discriminatedUnion('type', [
  /** A file was received: its line of the dashboard, as it is by now. */
  z.object({
    id: z.string(),
    type: z.literal('import'),
    data: z.object({ importId: z.uuid(), ...campus, import: importRowSchema }),
  }),
  z.object({ id: z.string(), type: step, data: stepEventSchema.extend(campus) }),
  z.object({
    id: z.string(),
    type: status,
    /** `nextActor`: who must act by now. */
    data: statusEventSchema.extend({ ...campus, nextActor: z.enum(NEXT_ACTORS) }),
  }),
  /** More was missed than is sent again: lists are to be read again. */
  z.object({ id: z.string(), type: z.literal('reload'), data: z.object({}) }),
  /** The stream is alive; `id`: of the last event, '' before the first. */
  z.object({ id: z.string(), type: z.literal('ping'), data: z.object({}) }),
]);
export type CampusEvent = z.output<typeof campusEventSchema>;
