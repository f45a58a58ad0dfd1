import { z } from 'zod';
import { instantSchema, pageOf, pageQuerySchema } from './page.js';
import { yearQuerySchema } from './school-years.js';

/** Of one year; absent: the one in force. */
export const timetableChoicesQuerySchema = pageQuerySchema.extend({
  ...yearQuerySchema.shape,
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Mots du nom, sans égard aux accents ni aux majuscules.'),
});
export type TimetableChoicesQuery = z.output<typeof timetableChoicesQuerySchema>;

/** A class or teacher whose timetable can be shown. */
export const timetableChoiceSchema = z.object({
  /** null for what the file names and the ENT does not know: its name finds its sessions. */
  id: z.string().nullable(),
  name: z.string(),
  /** Only for what has left the directory: « absent de l’annuaire ». */
  absentSince: instantSchema.optional(),
  /** Planned in the year. */
  sessions: z.int(),
});
export const timetableChoicePageSchema = pageOf(timetableChoiceSchema);
export type TimetableChoice = z.output<typeof timetableChoiceSchema>;

export const roomSchema = z.object({ name: z.string(), sessions: z.int() });
export const roomPageSchema = pageOf(roomSchema);
export type Room = z.output<typeof roomSchema>;

/** When lessons are held: what a page needs to draw an empty week. */
export const gridSchema = z.object({
  schoolYear: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  /** ISO weekdays with lessons, 1 is Monday. */
  weekdays: z.array(z.int()),
  /** Local hours, `HH:MM`, at which lessons begin or end, in order. */
  hours: z.array(z.string()),
  /** Of the whole year, in order. */
  weeks: z.array(
    z.object({
      monday: z.iso.date(),
      /** Read from lessons held every other week; null where nothing says it. */
      letter: z.enum(['A', 'B']).nullable(),
      hasLessons: z.boolean(),
    }),
  ),
});
export type Grid = z.output<typeof gridSchema>;
