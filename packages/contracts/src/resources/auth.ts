import { MAIL_PREFERENCE_LABELS, type MailPreference } from '@timetable/domain';
import { z } from 'zod';
import { lastRefusalSchema } from './last-refusal.js';
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

/** What a role may do, for a page to show no button that would be refused. */
export const RIGHTS = ['read', 'manage', 'operate'] as const;
export type Right = (typeof RIGHTS)[number];

const isPreference = (text: string): text is MailPreference => text in MAIL_PREFERENCE_LABELS;
const MAIL_PREFERENCES: readonly MailPreference[] = Object.keys(MAIL_PREFERENCE_LABELS).filter(isPreference);

/** One address, in no other form: a list, a name or a route in it would become other recipients. */
const emailSchema = z
  .email({
    pattern: /^[^\s,;:<>()"@\p{Cc}]+@[^\s,;:<>()"@\p{Cc}]+$/u,
    error: 'Ce champ doit être une adresse électronique.',
  })
  .max(254);

const mailSettings = {
  email: emailSchema.nullable().describe('Où la personne reçoit des messages ; `null` : nulle part.'),
  mailPreference: z
    .enum(MAIL_PREFERENCES)
    .describe(
      '`at_once` : dès qu’il y a un problème ; `daily_digest` : un résumé par jour ; `never` : jamais.',
    ),
};

/** The person signed in, until when, and what they may do. */
export const meSchema = userSchema.extend({
  rights: z.array(z.enum(RIGHTS)),
  /** When this session ends. */
  expiresAt: instantSchema,
  /** False for who signs in through the ENT alone: there is none to change here. */
  hasPassword: z.boolean(),
  ...mailSettings,
});
export type Me = z.output<typeof meSchema>;

/** What a person may change of their own account; what is absent stays. */
export const mePatchSchema = z
  .object({
    email: mailSettings.email.optional(),
    mailPreference: mailSettings.mailPreference.optional(),
  })
  .meta({ examples: [{ email: 'c.dupuis@college.example', mailPreference: 'daily_digest' }] });
export type MePatch = z.output<typeof mePatchSchema>;

const newPasswordSchema = z.string().min(12).max(256);

export const ownPasswordSchema = z
  .object({ currentPassword: z.string().min(1).max(256), newPassword: newPasswordSchema })
  .refine(({ currentPassword, newPassword }) => currentPassword !== newPassword, {
    path: ['newPassword'],
    message: 'Choisissez un mot de passe différent de l’actuel.',
  })
  .meta({ examples: [{ currentPassword: 'l’ancien', newPassword: 'douze caractères au moins' }] });
export type OwnPassword = z.output<typeof ownPasswordSchema>;

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
    password: newPasswordSchema.optional(),
    email: mailSettings.email.optional(),
    mailPreference: mailSettings.mailPreference.optional(),
  })
  .refine((account) => (account.role === 'operator') === (account.campus === undefined), {
    path: ['campus'],
    message: 'Un gestionnaire ou un lecteur a une cité scolaire ; un exploitant n’en a pas.',
  })
  .meta({
    examples: [
      {
        ...{ login: 'c.dupuis', name: 'Camille Dupuis', role: 'manager', campus: 'jmoulin' },
        ...{ email: 'c.dupuis@college.example', mailPreference: 'at_once' },
      },
    ],
  });
export type NewStaffAccount = z.output<typeof newStaffAccountSchema>;

/** What an operator may change of an account; what is absent stays. */
export const staffAccountPatchSchema = mePatchSchema
  .extend({ name: z.string().trim().min(1).max(200).optional() })
  .meta({ examples: [{ email: 'c.dupuis@college.example' }] });
export type StaffAccountPatch = z.output<typeof staffAccountPatchSchema>;

export const staffAccountSchema = userSchema.extend({
  /** null: of no campus, or of every one. */
  campusName: z.string().nullable(),
  createdAt: instantSchema,
  ...mailSettings,
  lastRefusal: lastRefusalSchema.describe('Le dernier mot de passe refusé, depuis moins d’une semaine.'),
});
export const staffAccountPageSchema = pageOf(staffAccountSchema);
export type StaffAccount = z.output<typeof staffAccountSchema>;

export const createdStaffAccountSchema = z.object({ user: userSchema, password: z.string() });
export type CreatedStaffAccount = z.output<typeof createdStaffAccountSchema>;
