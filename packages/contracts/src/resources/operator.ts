import { z } from 'zod';
import {
  AWAITED_ACTORS,
  IMPORT_STATUSES,
  importRowSchema,
  importsQuerySchema,
  NEXT_ACTORS,
  severalOf,
} from './imports.js';
import { instantSchema, pageOf, pageQuerySchema } from './page.js';
import { SCHOOL_YEAR_STATES } from './school-years.js';

const calledSchema = z
  .string()
  .max(200)
  .optional()
  .describe(
    'Mots d’un code, d’un nom ou d’un UAI, de la cité scolaire ou d’un établissement, sans égard aux accents.',
  );

export const fleetImportsQuerySchema = importsQuerySchema.extend({
  campus: z.string().max(32).optional().describe('Code d’une cité scolaire.'),
  q: calledSchema,
  sort: z
    .enum(['latest', 'oldest'])
    .default('latest')
    .describe('Le plus récent d’abord, ou celui qui attend depuis le plus longtemps (`oldest`).'),
});
export type FleetImportsQuery = z.output<typeof fleetImportsQuerySchema>;

/** An import among those of all campuses. */
export const fleetImportSchema = importRowSchema.extend({ campusName: z.string() });
export const fleetImportPageSchema = pageOf(fleetImportSchema);
export type FleetImport = z.output<typeof fleetImportSchema>;

export const FLEET_SORTS = ['code', 'name', 'silence', 'wait'] as const;

export const fleetCampusesQuerySchema = pageQuerySchema.extend({
  q: calledSchema,
  status: severalOf(IMPORT_STATUSES).describe(
    'Celles dont un import non terminé, ou le dernier, est dans un de ces états.',
  ),
  nextActor: severalOf(NEXT_ACTORS).describe(
    'Celles où quelqu’un doit agir, et qui : un ou plusieurs ; `nobody` : celles où personne n’a rien à faire.',
  ),
  silentDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .optional()
    .describe(
      'Celles qui n’ont rien déposé depuis tant de jours d’école (ni week-ends, ni vacances, ni jours fériés), ou jamais.',
    ),
  sort: z
    .enum(FLEET_SORTS)
    .default('code')
    .describe(
      'Dans l’ordre des codes, des noms, du plus long silence (`silence`) ou de la plus longue attente (`wait`).',
    ),
});
export type FleetCampusesQuery = z.output<typeof fleetCampusesQuerySchema>;

/** One campus of the fleet: what an operator needs to see who is stuck or silent. */
export const fleetCampusSchema = z.object({
  code: z.string(),
  name: z.string(),
  establishments: z.int(),
  schoolYears: z.array(z.object({ label: z.string(), state: z.enum(SCHOOL_YEAR_STATES) })),
  lastDepositAt: instantSchema.nullable(),
  /** Whole school days without a deposit: neither weekends nor holidays count. null: nothing was ever deposited. */
  silentDays: z.int().nullable(),
  lastIntegratedAt: instantSchema.nullable(),
  /** Within the last week: files were refused because there were too many, of an account, in an hour or waiting. */
  depositsRefusedAt: instantSchema.nullable(),
  /** Within the last week: a wrong password was given for an account of a person or of a program. */
  signInRefusedAt: instantSchema.nullable(),
  lastStatus: z.enum(IMPORT_STATUSES).nullable(),
  waiting: z.int(),
  running: z.int(),
  held: z.int(),
  interrupted: z.int(),
  /** When the oldest import was received that waits for its turn or for somebody. */
  oldestWaitAt: instantSchema.nullable(),
  /** Who must act now, for one import or more; empty: nobody. */
  nextActors: z.array(z.enum(AWAITED_ACTORS)),
});
/** What is kept for a time only: each rule with its limit, and what has come of it. */
export const retentionSchema = z.object({
  rules: z.array(
    z.object({
      name: z.string(),
      what: z.string(),
      /** French: from when the days count. */
      from: z.string(),
      days: z.int(),
      /** The variable that says so; null: always as many. */
      setting: z.string().nullable(),
      /** null: by Temporal itself, or not yet. */
      lastRunAt: instantSchema.nullable(),
      lastDeleted: z.int().nullable(),
      deletedTotal: z.int().nullable(),
    }),
  ),
  personalData: z.object({
    /** The latest year first; null: imports whose year was never known. */
    erased: z.array(
      z.object({
        schoolYear: z.string().nullable(),
        campuses: z.int(),
        imports: z.int(),
        matches: z.int(),
        erasedAt: instantSchema,
      }),
    ),
    /** What comes next, by date. */
    next: z.array(
      z.object({
        schoolYear: z.string(),
        endsOn: z.iso.date(),
        erasedOn: z.iso.date(),
        campuses: z.int(),
      }),
    ),
  }),
});
export type RetentionState = z.output<typeof retentionSchema>;

export const fleetCampusPageSchema = pageOf(fleetCampusSchema);
export type FleetCampus = z.output<typeof fleetCampusSchema>;
