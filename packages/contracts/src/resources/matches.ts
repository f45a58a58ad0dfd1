import { z } from 'zod';
import { instantSchema, pageOf, pageQuerySchema, type Page } from './page.js';

export const MATCH_KINDS = ['teacher', 'pupil', 'class', 'group'] as const;
export const MATCH_STATES = ['matched', 'unmatched', 'ambiguous', 'decided'] as const;

export const matchKindSchema = z.enum(MATCH_KINDS);

export const matchesQuerySchema = pageQuerySchema.extend({
  kind: matchKindSchema
    .optional()
    .describe('Ce qui est rapproché : enseignants, élèves, classes ou groupes.'),
  state: z.enum(MATCH_STATES).optional().describe('Où en est le rapprochement.'),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Mots du nom que le fichier donne, sans égard aux accents ni aux majuscules.'),
});
export type MatchesQuery = z.output<typeof matchesQuerySchema>;

/** The ENT id chosen by a person, or null: « nobody ». */
export const matchDecisionBodySchema = z
  .object({ targetId: z.string().min(1).max(128).nullable() })
  .meta({ examples: [{ targetId: 'ens-1042' }] });
export type MatchDecisionBody = z.output<typeof matchDecisionBodySchema>;

/** Decided together at most. */
export const MOST_MATCH_DECISIONS = 500;

/** Several decisions: all are taken, or none. */
export const matchDecisionsBodySchema = z
  .array(matchDecisionBodySchema.extend({ kind: matchKindSchema, key: z.string().min(1).max(1000) }))
  .min(1)
  .max(MOST_MATCH_DECISIONS)
  .superRefine((decisions, context) => {
    const seen = new Set<string>();
    decisions.forEach(({ kind, key }, index) => {
      if (seen.has(`${kind}/${key}`))
        context.addIssue({ code: 'custom', path: [index, 'key'], message: 'Rapprochement donné deux fois.' });
      seen.add(`${kind}/${key}`);
    });
  })
  .meta({ examples: [[{ kind: 'teacher', key: 'name:durand elise', targetId: 'ens-1042' }]] });
export type MatchDecisionsBody = z.output<typeof matchDecisionsBodySchema>;

export const MATCHED_BY = ['decision', 'identifier', 'name', 'members', 'teaching', 'none'] as const;

/** A stable code, and the French sentence for it. */
export const matchReasonSchema = z.object({ code: z.string(), sentence: z.string() });

const entReferenceSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Only for what has left the directory: « absent de l’annuaire ». */
  absentSince: instantSchema.optional(),
  /** French: what tells it apart from others of the same name, the most telling first. */
  details: z.array(z.string()),
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
  /** Sessions to come that name it; null for pupils, whom sessions do not name. */
  sessions: z.int().nullable(),
  /** Subjects of most of those sessions. */
  subjects: z.array(z.string()),
});

const stateCountsSchema = z.record(z.enum(MATCH_STATES), z.int());

/** The counts are those of the search, whatever kind and state are asked for. */
export const matchPageSchema = pageOf(matchSchema).extend({
  /** Of the kind that is asked for, or of all. */
  counts: stateCountsSchema,
  countsByKind: z.record(matchKindSchema, stateCountsSchema),
});
export type Match = z.output<typeof matchSchema>;
export type MatchPage = Page<Match> & Pick<z.output<typeof matchPageSchema>, 'counts' | 'countsByKind'>;

export const matchDecisionAnswerSchema = matchSchema.extend({
  /** Held imports whose plan is being computed again with this decision. */
  replannedImports: z.array(z.uuid()),
});
export type MatchDecisionAnswer = z.output<typeof matchDecisionAnswerSchema>;

export const matchDecisionsAnswerSchema = matchDecisionAnswerSchema
  .pick({ replannedImports: true })
  .extend({ decided: z.int() });
export type MatchDecisionsAnswer = z.output<typeof matchDecisionsAnswerSchema>;
