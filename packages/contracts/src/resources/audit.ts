import { z } from 'zod';
import { instantSchema, pageOf } from './page.js';

/** One action of a person, or of a program in their name. */
export const auditRowSchema = z.object({
  at: instantSchema,
  /** Login. */
  by: z.string(),
  /** null for who has no account here, or no longer. */
  byName: z.string().nullable(),
  /** Stable: `threshold.changed`. */
  action: z.string(),
  /** French. */
  sentence: z.string(),
  /** The import that it is about. */
  importId: z.uuid().nullable(),
});
export const auditPageSchema = pageOf(auditRowSchema);
export type AuditRow = z.output<typeof auditRowSchema>;
