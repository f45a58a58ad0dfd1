import { z } from 'zod';
import { daySchema, instantSchema, pageOf, pageQuerySchema } from './page.js';
import { yearQuerySchema } from './school-years.js';

/** Sessions of one page at most. */
export const MAX_SESSIONS_PAGE = 2_000;
/** Sessions of an answer that is not asked for page by page: the year of a school of 800 pupils fits. */
export const MAX_SESSIONS = 20_000;

const namedFilterSchema = z.string().trim().min(1).max(200).optional();

export const sessionsQuerySchema = z.object({
  from: daySchema
    .optional()
    .describe(
      'Premier jour, inclus. Sans `from` ni `to` : la semaine en cours de l’établissement ; avec `to` seul : depuis le début de l’année scolaire.',
    ),
  to: daySchema
    .optional()
    .describe('Dernier jour, inclus ; avec `from` seul : jusqu’à la fin de l’année scolaire.'),
  class: namedFilterSchema.describe(
    'Identifiant ENT ou nom affiché d’une classe, rapprochée ou non : ses séances et celles de ses groupes.',
  ),
  teacher: namedFilterSchema.describe('Identifiant ENT ou nom affiché d’un enseignant, rapproché ou non.'),
  group: namedFilterSchema.describe('Clé ou nom affiché d’un groupe, rapproché ou non.'),
  room: namedFilterSchema.describe('Nom exact d’une salle.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_SESSIONS_PAGE)
    .optional()
    .describe(
      `Nombre de séances par page ; la suivante est dans l’en-tête \`Link\` (\`rel="next"\`). Sans \`limit\` : toutes, ${MAX_SESSIONS} au plus.`,
    ),
  cursor: z
    .string()
    .max(512)
    .optional()
    .describe('La place de la page, telle que l’en-tête `Link` la donne.'),
});
export type SessionsQuery = z.output<typeof sessionsQuerySchema>;

/** `id` is null for what the file names and the ENT does not know. */
const namedSchema = z.object({
  id: z.string().nullable(),
  name: z.string(),
  /** Only for what has left the directory: « absent de l’annuaire ». */
  absentSince: instantSchema.optional(),
});

export const sessionSchema = z.object({
  /** Stable across imports. */
  id: z.string(),
  date: z.iso.date(),
  start: instantSchema,
  end: instantSchema,
  subject: z.object({ code: z.string(), label: z.string() }),
  teachers: z.array(namedSchema),
  classes: z.array(namedSchema),
  groups: z.array(namedSchema),
  rooms: z.array(z.string()),
  state: z.enum(['planned', 'cancelled']),
  /** A person changed it in the ENT: imports leave it alone. */
  editedByHand: z.boolean(),
  /** Of the import that made it, or changed it last. */
  lastImportId: z.uuid(),
});
export type Session = z.output<typeof sessionSchema>;

const namesSchema = z.array(z.string().trim().min(1).max(200)).max(50);

/** A hand edit: what is absent stays. Day and start are the session's identity, and are not edited. */
export const sessionPatchSchema = z
  .object({
    rooms: namesSchema.optional(),
    /** ENT ids. */
    teachers: namesSchema.optional(),
    state: z.enum(['planned', 'cancelled']).optional(),
    /** Local time, `HH:MM`. */
    end: z
      .string()
      .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'Une heure s’écrit HH:MM, par exemple 09:30.')
      .optional(),
    /** False gives the session back to imports. */
    editedByHand: z.boolean().optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), {
    message: 'Indiquez ce qui change : rooms, teachers, state, end ou editedByHand.',
  })
  .meta({ examples: [{ rooms: ['B12'], end: '09:30' }] });
export type SessionPatch = z.output<typeof sessionPatchSchema>;

export const groupSchema = z.object({
  key: z.string(),
  name: z.string(),
  schoolYear: z.string(),
  classes: z.array(namedSchema),
  members: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['pupil', 'teacher']),
      lastName: z.string(),
      firstName: z.string(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
      /** Only for who has left the directory: « absent de l’annuaire ». */
      absentSince: instantSchema.optional(),
    }),
  ),
});
/** Of one year; absent: the one in force. */
export const groupsQuerySchema = pageQuerySchema.extend(yearQuerySchema.shape);
export type GroupsQuery = z.output<typeof groupsQuerySchema>;
export const groupPageSchema = pageOf(groupSchema);
export type Group = z.output<typeof groupSchema>;

export const lockSchema = z.object({
  locked: z.boolean(),
  importId: z.uuid().optional(),
  since: instantSchema.optional(),
  step: z.string().optional(),
  stepLabel: z.string().optional(),
  /** Login of the deposit account or of the person whose import it is. */
  by: z.string().optional(),
});
export type Lock = z.output<typeof lockSchema>;
