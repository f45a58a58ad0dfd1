import type { ClosureSource } from '@timetable/domain';
import { z } from 'zod';
import { daySchema } from './page.js';

export const CLOSURE_SOURCES = ['calendar', 'manual', 'import'] as const satisfies readonly ClosureSource[];

const closureBodySchema = z
  .object({ startsOn: daySchema, endsOn: daySchema, label: z.string().trim().max(200).default('') })
  .refine((closure) => closure.endsOn >= closure.startsOn, {
    path: ['endsOn'],
    message: 'La fin ne peut pas précéder le début.',
  });
export type ClosureBody = z.output<typeof closureBodySchema>;

const closureListSchema = z.array(closureBodySchema).max(200).superRefine(noOverlap);

export const closuresBodySchema = z.object({ closures: closureListSchema });
export type ClosuresBody = z.output<typeof closuresBodySchema>;

export const closureSchema = z.object({
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  label: z.string(),
  source: z.enum(CLOSURE_SOURCES),
});
export type Closure = z.output<typeof closureSchema>;

export const closuresSchema = z.object({ schoolYear: z.string(), closures: z.array(closureSchema) });
export type Closures = z.output<typeof closuresSchema>;

/** Opening of the next year, for the whole campus or one of its establishments. */
export const schoolYearBodySchema = z
  .object({
    startsOn: daySchema,
    endsOn: daySchema,
    /** Absent: those proposed for the academic zone; an empty list: none. */
    closures: closureListSchema.optional(),
    establishment: z.string().max(32).optional(),
  })
  .superRefine((year, context) => {
    if (year.endsOn <= year.startsOn)
      context.addIssue({
        code: 'custom',
        path: ['endsOn'],
        message: 'L’année finirait avant d’avoir commencé.',
      });
    year.closures?.forEach((closure, index) => {
      if (closure.startsOn < year.startsOn || closure.endsOn > year.endsOn)
        context.addIssue({
          code: 'custom',
          path: ['closures', index],
          message: 'Cette fermeture sort de l’année scolaire.',
        });
    });
  });
export type SchoolYearBody = z.output<typeof schoolYearBodySchema>;

/** Which establishment's opening is undone; absent: all those for which that year was opened. */
export const undoOpeningQuerySchema = z.object({
  establishment: z.string().max(32).optional().describe('Code d’un établissement ; tous si absent.'),
});
export type UndoOpeningQuery = z.output<typeof undoOpeningQuerySchema>;

/** Which year is read or changed; absent: the one in force. */
export const yearQuerySchema = z.object({
  schoolYear: z
    .string()
    .regex(/^\d{4}(-\d{4})?$/, 'Une année s’écrit 2026-2027, ou 2027.')
    .optional()
    .describe('Année scolaire, en cours ou ouverte d’avance ; celle qui est en cours si absente.'),
});
export type YearQuery = z.output<typeof yearQuerySchema>;

export const SCHOOL_YEAR_STATES = ['awaiting_first_import', 'open'] as const;

const yearSchema = z.object({
  /** « 2026-2027 », or « 2027 » for a year that is a calendar year. */
  label: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  state: z.enum(SCHOOL_YEAR_STATES),
  closures: z.array(closureSchema),
});

/** What is offered for a year that awaits its first import, else for the next one: to be verified by a person. */
export const yearProposalSchema = z.object({
  label: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  closures: z.array(z.object({ startsOn: z.iso.date(), endsOn: z.iso.date(), label: z.string() })),
  /** French: where the closures come from, and what is missing. */
  notice: z.string(),
  /** French sentences: what opening that year stops, from when, and what stays. */
  consequences: z.array(z.string()),
});
export type YearProposal = z.output<typeof yearProposalSchema>;

/** The year in force, and the one opened for later, which takes its place on its first day. */
const calendarSchema = yearSchema.extend({ next: yearSchema.nullable() });

/** The campus's year is its first establishment's; each one is in `establishments`, since they may differ. */
export const schoolYearSchema = calendarSchema.extend({
  establishments: z.array(calendarSchema.extend({ establishment: z.string(), datesDecided: z.boolean() })),
  proposal: yearProposalSchema,
});
export type SchoolYear = z.output<typeof schoolYearSchema>;

function noOverlap(closures: readonly ClosureBody[], context: z.RefinementCtx): void {
  const sorted = closures
    .map((closure, index) => ({ ...closure, index }))
    .sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  sorted.forEach((closure, rank) => {
    const previous = sorted[rank - 1];
    if (previous !== undefined && closure.startsOn <= previous.endsOn)
      context.addIssue({
        code: 'custom',
        path: [closure.index],
        message: 'Cette fermeture en chevauche une autre.',
      });
  });
}
