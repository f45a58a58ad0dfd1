import { z } from 'zod';
import { instantSchema, pageOf, pageQuerySchema } from './page.js';

export const MATCH_KINDS = ['teacher', 'pupil', 'class', 'group'] as const;
export const MATCH_STATES = ['matched', 'unmatched', 'ambiguous', 'decided'] as const;

export const matchKindSchema = z.enum(MATCH_KINDS);

export const matchesQuerySchema = pageQuerySchema.extend({
  kind: matchKindSchema
    .optional()
    .describe('Ce qui est rapproché : enseignants, élèves, classes ou groupes.'),
  state: z.enum(MATCH_STATES).optional().describe('Où en est le rapprochement.'),
});
export type MatchesQuery = z.output<typeof matchesQuerySchema>;

/** The ENT id chosen by a person, or null: « nobody ». */
export const matchDecisionBodySchema = z
  .object({ targetId: z.string().min(1).max(128).nullable() })
  .meta({ examples: [{ targetId: 'ens-1042' }] });
export type MatchDecisionBody = z.output<typeof matchDecisionBodySchema>;

export const MATCHED_BY = ['decision', 'identifier', 'name', 'members', 'teaching', 'none'] as const;

/** A stable code, and the French sentence for it. */
export const matchReasonSchema = z.object({ code: z.string(), sentence: z.string() });

const entReferenceSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Only for what has left the directory: « absent de l’annuaire ». */
  absentSince: instantSchema.optional(),
});

export const matchSchema = z.object({
  kind: matchKindSchema,
  key: z.string(),
  /** As the file writes it. */
  label: z.string(),
  state: z.enum(MATCH_STATES),
  target: entReferenceSchema.nullable(),
  candidates: z.array(entReferenceSchema),
  /** `members` and `teaching`: a class or group recognised under another name by its pupils, or by its lessons. */
  by: z.enum(MATCHED_BY),
  /** Why only a person can choose among the candidates. */
  reason: matchReasonSchema.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
});
export const matchPageSchema = pageOf(matchSchema);
export type Match = z.output<typeof matchSchema>;

export const matchDecisionAnswerSchema = matchSchema.extend({
  /** Held imports whose plan is being computed again with this decision. */
  replannedImports: z.array(z.uuid()),
});
export type MatchDecisionAnswer = z.output<typeof matchDecisionAnswerSchema>;
