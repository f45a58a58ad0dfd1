import { SESSION_CHANGE_TYPES } from '@timetable/domain';
import { z } from 'zod';
import { importDetailSchema } from './imports.js';
import { MATCHED_BY, matchKindSchema, matchReasonSchema } from './matches.js';
import { instantSchema, pageOf, pageOrTableQuerySchema } from './page.js';

const problemGroupSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  count: z.int(),
  /** At most ten; `place`: where to find the thing in EDT. */
  examples: z.array(
    z.object({ line: z.int().optional(), value: z.string().optional(), place: z.string().optional() }),
  ),
  /** Other problems that follow from this one. */
  consequences: z.array(z.object({ code: z.string(), count: z.int(), meaning: z.string() })),
  meaning: z.string(),
  advice: z.string(),
  /** False for what is listed for information: nobody has anything to do about it. */
  callsForAction: z.boolean(),
});

/** One problem of a file. */
const importProblemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  /** What it means, in French. */
  meaning: z.string(),
  /** What to do in EDT, in French. */
  advice: z.string(),
  /** Where to find the thing in EDT, in French. */
  place: z.string().nullable(),
  value: z.string().nullable(),
  /** Of the XML. */
  line: z.int().nullable(),
  /** How many this one stands for: beyond a thousand, problems are counted by kind. */
  occurrences: z.int(),
  /** Code of the problem that it follows from. */
  cause: z.string().nullable(),
});
export type ImportProblem = z.output<typeof importProblemSchema>;
export const importProblemPageSchema = pageOf(importProblemSchema);

/** What the file names and the ENT does not know, or knows more than once. */
const unmatchedNameSchema = z.object({
  kind: matchKindSchema,
  /** As the file writes it. */
  label: z.string(),
  /** How many of the ENT it may be. */
  candidates: z.int(),
  /** Why only a person can choose among the candidates; null: nothing resembles it. */
  reason: matchReasonSchema.nullable(),
});
export type UnmatchedNameRow = z.output<typeof unmatchedNameSchema>;
export const unmatchedNamePageSchema = pageOf(unmatchedNameSchema);

export const unmatchedQuerySchema = pageOrTableQuerySchema.extend({
  kind: matchKindSchema
    .optional()
    .describe('Ce qui n’est pas rapproché : enseignants, élèves, classes ou groupes.'),
});
export type UnmatchedQuery = z.output<typeof unmatchedQuerySchema>;

/** All that are unmatched for the same reason. */
const unmatchedGroupSchema = z.object({
  kind: matchKindSchema,
  reason: matchReasonSchema.nullable(),
  count: z.int(),
  /** French: « 40 élèves inconnus de l’ENT ». */
  title: z.string(),
  /** French: what to do, and what is missing meanwhile. */
  advice: z.string(),
  /** Who can do it. */
  actor: z.enum(['manager', 'depositor']),
});

/** A class or group of the file that the ENT knows under another name, and what it is recognised by. */
const recognisedNameSchema = z.object({
  kind: matchKindSchema,
  label: z.string(),
  knownAs: z.string(),
  by: z.enum(MATCHED_BY),
});
export type RecognisedName = z.output<typeof recognisedNameSchema>;
export const recognisedNamePageSchema = pageOf(recognisedNameSchema);

/** What is matched with somebody or a class that left the directory. */
const absentNameSchema = z.object({ kind: matchKindSchema, label: z.string(), absentSince: instantSchema });
export type AbsentName = z.output<typeof absentNameSchema>;
export const absentNamePageSchema = pageOf(absentNameSchema);

/** The bilan: all that an import did, or why it did nothing. */
export const importReportSchema = importDetailSchema.extend({
  /** Whether the ENT has changed; null: it still may. */
  written: z.boolean().nullable(),
  /** French: who must act to do what, or that nobody must. */
  nextStep: z.string(),
  campusName: z.string(),
  establishments: z.array(z.object({ code: z.string(), uai: z.string(), name: z.string() })),
  /** IANA zone of the school: that of the times on the page. */
  timeZone: z.string(),
  problems: z.array(problemGroupSchema),
  /** Who and what is not matched: their number, by kind and reason, and the first fifty of each; `/unmatched` has them all. */
  unmatched: z.object({
    total: z.int(),
    groups: z.array(unmatchedGroupSchema),
    items: z.array(unmatchedNameSchema),
  }),
  /** Known under another name: their number, and the first two hundred; `/recognised` has them all. */
  recognised: z.object({ total: z.int(), items: z.array(recognisedNameSchema) }),
  /** What becomes of weekly courses, the biggest change first: their number, and the first two hundred; `/plan` has it session by session. */
  courseChanges: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        type: z.enum(SESSION_CHANGE_TYPES),
        sentence: z.string(),
        sessions: z.int(),
        subject: z.string(),
        /** Classes and groups, and teachers, of before and of after, by name. */
        audience: z.array(z.string()),
        teachers: z.array(z.string()),
      }),
    ),
  }),
  /** What is matched with somebody or a class that left the directory: their number, and the first two hundred; `/absent` has them all. */
  absent: z.object({ total: z.int(), items: z.array(absentNameSchema) }),
  /** Ids that the directory has replaced since the import before: everything followed them. */
  replaced: z.object({
    total: z.int(),
    /** French; null: it has replaced none. */
    sentence: z.string().nullable(),
    /** How many classes among them. */
    classCount: z.int(),
    /** The first two hundred of these; `formerLabel`: when it had another name. */
    classes: z.array(z.object({ label: z.string(), formerLabel: z.string().nullable() })),
  }),
  /** Differences left alone, and why. */
  kept: z.object({
    past: z.int(),
    editedByHand: z.int(),
    /** The first hundred edited by hand, which `/plan?change=edited_by_hand` lists all: what the ENT keeps, and whether the file has them at all. */
    sessions: z.array(z.object({ id: z.string(), label: z.string(), isInFile: z.boolean() })),
    /** What the file leaves unsaid where it cannot be read: « 24 séances conservées faute de lecture ». */
    unread: z.array(
      z.object({
        kind: z.enum(['session', 'membership', 'service', 'group', 'subject']),
        count: z.int(),
        sentence: z.string(),
      }),
    ),
  }),
});
export type ImportReport = z.output<typeof importReportSchema>;
