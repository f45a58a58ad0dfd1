import { z } from 'zod';
import { codeSchema, instantSchema, pageOf } from './page.js';

/** `operator`: everything; `manager`: one campus; `viewer`: reads one campus's dashboard, reports and timetable. */
export const ROLES = ['operator', 'manager', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const loginBodySchema = z
  .object({ login: z.string().min(1).max(128), password: z.string().min(1).max(256) })
  .meta({ examples: [{ login: 'admin', password: 'un mot de passe' }] });
export type LoginBody = z.output<typeof loginBodySchema>;

export const userSchema = z.object({
  login: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** The campus of a manager or viewer; null for an operator. */
  campus: z.string().nullable(),
});
export type User = z.output<typeof userSchema>;

export const loginAnswerSchema = z.object({ token: z.string(), expiresAt: instantSchema, user: userSchema });
export type LoginAnswer = z.output<typeof loginAnswerSchema>;

export const logoutQuerySchema = z.object({
  /** `true`: every session of the person ends, on every device; else only this browser's. */
  everywhere: z
    .stringbool({ error: 'Valeurs possibles : true, false.' })
    .default(false)
    .describe('Avec `true`, ferme toutes les sessions de la personne, sur tous ses appareils.'),
});
export type LogoutQuery = z.output<typeof logoutQuerySchema>;

const staffLoginSchema = z
  .string()
  .regex(
    /^[a-z0-9._-]{1,64}$/,
    'Un identifiant a de 1 à 64 lettres minuscules, chiffres, « . », « _ » ou « - ».',
  );

/** Creation of a staff account by an operator. Without `password`, one is generated and shown once. */
export const newStaffAccountSchema = z
  .object({
    login: staffLoginSchema,
    name: z.string().trim().min(1).max(200),
    role: z.enum(ROLES),
    campus: codeSchema.optional(),
    password: z.string().min(12).max(256).optional(),
  })
  .refine((account) => (account.role === 'operator') === (account.campus === undefined), {
    path: ['campus'],
    message: 'Un gestionnaire ou un lecteur a une cité scolaire ; un exploitant n’en a pas.',
  })
  .meta({ examples: [{ login: 'c.dupuis', name: 'Camille Dupuis', role: 'manager', campus: 'jmoulin' }] });
export type NewStaffAccount = z.output<typeof newStaffAccountSchema>;

export const staffAccountSchema = userSchema.extend({ createdAt: instantSchema });
export const staffAccountPageSchema = pageOf(staffAccountSchema);
export type StaffAccount = z.output<typeof staffAccountSchema>;

export const createdStaffAccountSchema = z.object({ user: userSchema, password: z.string() });
export type CreatedStaffAccount = z.output<typeof createdStaffAccountSchema>;
