import { z } from 'zod';
import { campusSchema } from './campus.js';
import { IMPORT_STATUSES } from './imports.js';
import { instantSchema, pageOf } from './page.js';

/** What a depositor's mail carries, and opens their two pages with. */
export const depositorLinkSchema = z
  .object({ link: z.string().min(1).max(2048) })
  .meta({ examples: [{ link: 'ce qui suit # dans l’adresse du message' }] });
export type DepositorLink = z.output<typeof depositorLinkSchema>;

/** Whose pages these are. */
export const ownDepositAccountSchema = z.object({
  login: z.string(),
  name: z.string(),
  campusName: z.string(),
  /** Which the campus accepts: they say which program it uses. */
  formats: campusSchema.shape.formats,
  /** IANA zone in which they read hours. */
  timeZone: z.string(),
});
export type OwnDepositAccount = z.output<typeof ownDepositAccountSchema>;

/** One of their own deposits: what became of it, and who acts. No name of a person, and no way to its report. */
export const ownDepositSchema = z.object({
  receivedAt: instantSchema,
  fileName: z.string(),
  /** Name of the establishment; « Tous les établissements » for a file of the whole campus. */
  target: z.string(),
  status: z.enum(IMPORT_STATUSES),
  statusLabel: z.string(),
  message: z.string().nullable(),
  /** French: who acts next, and how. */
  nextStep: z.string(),
});
export const ownDepositPageSchema = pageOf(ownDepositSchema);
export type OwnDeposit = z.output<typeof ownDepositSchema>;
