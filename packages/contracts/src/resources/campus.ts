import { DEFAULT_FREEZE_MINUTES, MAX_FREEZE_MINUTES, TIMETABLE_FORMATS } from '@timetable/domain';
import { z } from 'zod';
import { codeSchema, pageOf } from './page.js';

const nameSchema = z.string().trim().min(1).max(200);

export const establishmentBodySchema = z.object({
  code: codeSchema,
  uai: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9]{7}[A-Z]$/, 'Un UAI a 7 chiffres et une lettre, par exemple 0134567A.'),
  name: nameSchema,
  /** IANA zone of its local times; the instance's when absent. */
  timeZone: z
    .string()
    .refine(isTimeZone, 'Fuseau horaire inconnu, exemple attendu : Europe/Paris.')
    .optional(),
});
export type EstablishmentBody = z.output<typeof establishmentBodySchema>;

const establishmentsSchema = z.array(establishmentBodySchema).max(50).superRefine(noDuplicate);

export const campusBodySchema = z
  .object({
    code: codeSchema,
    name: nameSchema,
    academicZone: z.string().trim().max(32).nullish(),
    establishments: establishmentsSchema.min(1),
  })
  .meta({
    examples: [
      {
        code: 'jmoulin',
        name: 'Collège Jean-Moulin',
        academicZone: 'B',
        establishments: [{ code: 'clg', uai: '9990001X', name: 'Collège Jean-Moulin' }],
      },
    ],
  });
export type CampusBody = z.output<typeof campusBodySchema>;

/** Establishments are added or corrected by code, never removed: their sessions and imports remain. */
export const campusPatchSchema = z.object({
  name: nameSchema.optional(),
  academicZone: z.string().trim().max(32).nullish(),
  establishments: establishmentsSchema.optional(),
});
export type CampusPatch = z.output<typeof campusPatchSchema>;

export const establishmentSchema = z.object({
  code: z.string(),
  uai: z.string(),
  name: z.string(),
  timeZone: z.string(),
});

const formatsSchema = z.array(z.enum(TIMETABLE_FORMATS)).min(1);

export const campusSchema = z.object({
  code: z.string(),
  name: z.string(),
  academicZone: z.string().nullable(),
  /** Which it accepts: they say which program it uses. */
  formats: formatsSchema,
  establishments: z.array(establishmentSchema),
});
export const campusPageSchema = pageOf(campusSchema);
export type Campus = z.output<typeof campusSchema>;

export const importSettingsSchema = z.object({
  formats: formatsSchema,
  /** Of what states a version or a program: one of the two has to be, or begin with, one of these. */
  softwareVersions: z
    .array(z.string().trim().min(1).max(64))
    .max(20)
    .optional()
    .describe(
      'Versions du format (« 2 », « 1.1 ») ou programmes (« PRONOTE 2026 ») acceptés ; absent ou vide : tous.',
    ),
  onlyKnownVersions: z
    .boolean()
    .optional()
    .describe(
      'Refuser une version que l’import ne connaît pas encore ; sinon elle est lue, et le bilan le dit.',
    ),
  /** Sessions that start within this time are left as they are; absent: the recommended one. */
  freezeMinutes: z
    .int()
    .min(0)
    .max(MAX_FREEZE_MINUTES)
    .optional()
    .describe(`Recommandé : ${DEFAULT_FREEZE_MINUTES}.`),
});
export type ImportSettingsBody = z.output<typeof importSettingsSchema>;

function noDuplicate(
  establishments: readonly { code: string; uai: string }[],
  context: z.RefinementCtx,
): void {
  for (const field of ['code', 'uai'] as const) {
    const seen = new Set<string>();
    establishments.forEach((establishment, index) => {
      if (seen.has(establishment[field]))
        context.addIssue({
          code: 'custom',
          path: [index, field],
          message: 'Déjà donné plus haut dans la liste.',
        });
      seen.add(establishment[field]);
    });
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
