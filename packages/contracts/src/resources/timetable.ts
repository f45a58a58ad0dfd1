import { z } from 'zod';
import { instantSchema } from './page.js';

export const sessionsQuerySchema = z.object({
  /** Local dates, both included; the current school year when absent. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** ENT id or exact name. */
  class: z.string().max(200).optional(),
  teacher: z.string().max(200).optional(),
  /** Key or exact name. */
  group: z.string().max(200).optional(),
  room: z.string().max(200).optional(),
});
export type SessionsQuery = z.output<typeof sessionsQuerySchema>;

/** `id` is null for what the file names and the ENT does not know. */
const namedSchema = z.object({ id: z.string().nullable(), name: z.string() });

export const sessionSchema = z.object({
  /** Stable across imports. */
  id: z.string(),
  date: z.iso.date(),
  start: instantSchema,
  end: instantSchema,
  subject: z.object({ code: z.string(), label: z.string() }),
  teachers: z.array(namedSchema),
  classes: z.array(namedSchema),
  groups: z.array(namedSchema),
  rooms: z.array(z.string()),
  state: z.enum(['planned', 'cancelled']),
});
export type Session = z.output<typeof sessionSchema>;

export const groupSchema = z.object({
  key: z.string(),
  name: z.string(),
  schoolYear: z.string(),
  classes: z.array(namedSchema),
  members: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['pupil', 'teacher']),
      lastName: z.string(),
      firstName: z.string(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
    }),
  ),
});
export type Group = z.output<typeof groupSchema>;

export const lockSchema = z.object({
  locked: z.boolean(),
  importId: z.uuid().optional(),
  since: instantSchema.optional(),
  step: z.string().optional(),
  stepLabel: z.string().optional(),
  /** Login of the deposit account or of the person whose import it is. */
  by: z.string().optional(),
});
export type Lock = z.output<typeof lockSchema>;
