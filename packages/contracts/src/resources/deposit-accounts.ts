import { z } from 'zod';
import { lastRefusalSchema } from './last-refusal.js';
import { instantSchema, pageOf } from './page.js';

export const newDepositAccountSchema = z
  .object({
    /** ENT id of a user of the directory. */
    userId: z.string().min(1).max(128),
    /** Whether this person is told by mail when an import has a problem. */
    notify: z.boolean().default(true),
  })
  .meta({ examples: [{ userId: 'clg-secretariat', notify: true }] });
export type NewDepositAccount = z.output<typeof newDepositAccountSchema>;

export const depositAccountPatchSchema = z.object({ notify: z.boolean() });
export type DepositAccountPatch = z.output<typeof depositAccountPatchSchema>;

const depositUrlSchema = z.object({ label: z.string(), url: z.string() });

/** Answer to the creation and to a new password: the only time the password is shown. */
export const depositCredentialsSchema = z.object({
  login: z.string(),
  password: z.string(),
  /** All establishments first, then each one. */
  urls: z.array(depositUrlSchema),
  /** The same with the login and password inside, as EDT's dialog asks for them: secrets. */
  completeUrls: z.array(depositUrlSchema),
});
export type DepositCredentials = z.output<typeof depositCredentialsSchema>;

export const depositAccountSchema = z.object({
  login: z.string(),
  userId: z.string(),
  lastName: z.string().nullable(),
  firstName: z.string().nullable(),
  notify: z.boolean(),
  createdAt: instantSchema,
  /** True when the person has left the directory: the account is refused by the door. */
  suspended: z.boolean(),
  lastUse: z
    .object({ at: instantSchema, address: z.string().nullable(), program: z.string().nullable() })
    .nullable(),
  lastRefusal: lastRefusalSchema.describe(
    'Le dernier mot de passe refusé, depuis le dernier usage et depuis moins d’une semaine.',
  ),
  urls: z.array(depositUrlSchema),
});
export const depositAccountPageSchema = pageOf(depositAccountSchema);
export type DepositAccount = z.output<typeof depositAccountSchema>;
