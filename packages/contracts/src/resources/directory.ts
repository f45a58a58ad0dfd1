import { z } from 'zod';
import { daySchema, pageOf, pageQuerySchema } from './page.js';

const idSchema = z.string().min(1).max(128);
const nameSchema = z.string().trim().min(1).max(200);
const identifierSchema = z.string().trim().min(1).max(128).nullish();

const teacherSchema = z.object({
  id: idSchema,
  lastName: nameSchema,
  firstName: z.string().trim().max(200),
  birthDate: daySchema.nullish(),
  idpn: identifierSchema,
  stsId: identifierSchema,
});

const pupilSchema = z.object({
  id: idSchema,
  lastName: nameSchema,
  firstName: z.string().trim().max(200),
  birthDate: daySchema.nullish(),
  idpn: identifierSchema,
  nationalId: identifierSchema,
  sieclId: identifierSchema,
  classId: identifierSchema,
});

const classSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** Code of the establishment the class belongs to. */
  establishment: z.string().min(1).max(32),
});

const directoryUserBodySchema = z.object({
  id: idSchema,
  lastName: nameSchema,
  firstName: z.string().trim().max(200),
  email: z.email().max(320),
});

/** Rows that one list may have. */
export const MOST_DIRECTORY_ROWS = 200_000;

/**
 * A whole directory. A list that is given replaces what was known: who is no longer in it becomes absent, and stays what
 * they were for what exists; an id that stands for a former one takes its sessions, groups and decisions over. A list that
 * is not given is left as it was. No id is in a list twice.
 */
export const directoryBodySchema = z.object({
  teachers: listOf(teacherSchema),
  pupils: listOf(pupilSchema),
  classes: listOf(classSchema),
  users: listOf(directoryUserBodySchema),
});

/** One row of each list: bodies are read row by row. */
export const DIRECTORY_ROWS = {
  teachers: teacherSchema,
  pupils: pupilSchema,
  classes: classSchema,
  users: directoryUserBodySchema,
} as const;
export type DirectoryBody = z.output<typeof directoryBodySchema>;

export const directoryLoadQuerySchema = z.object({
  /** `pupils:412,users:5`, as the member `confirm` of the answer `directory_emptied` gives it. */
  confirm: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Pertes confirmées, telles que la réponse directory_emptied les donne : « pupils:412,users:5 ».',
    ),
});
export type DirectoryLoadQuery = z.output<typeof directoryLoadQuerySchema>;

const upsertCountsSchema = z.object({
  received: z.int(),
  /** Known under no id before. */
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Known before under another id: what referred to it has followed. */
  replaced: z.int(),
  /** Known before, absent now. */
  removed: z.int(),
});

export const directoryCountsSchema = z.object({
  teachers: upsertCountsSchema,
  pupils: upsertCountsSchema,
  classes: upsertCountsSchema,
  users: upsertCountsSchema,
});
export type DirectoryCounts = z.output<typeof directoryCountsSchema>;

export const directoryUserSchema = z.object({
  id: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  email: z.string(),
});
export const directoryUserPageSchema = pageOf(directoryUserSchema);
export type DirectoryUser = z.output<typeof directoryUserSchema>;

/** Birth dates and identifiers stay where decisions need them: in matches. */
export const directoryTeacherSchema = z.object({
  id: z.string(),
  lastName: z.string(),
  firstName: z.string(),
});
export const directoryTeacherPageSchema = pageOf(directoryTeacherSchema);
export type DirectoryTeacherRow = z.output<typeof directoryTeacherSchema>;

export const directoryPupilSchema = directoryTeacherSchema.extend({
  classId: z.string().nullable(),
  className: z.string().nullable(),
});
export const directoryPupilPageSchema = pageOf(directoryPupilSchema);
export type DirectoryPupilRow = z.output<typeof directoryPupilSchema>;

export const directoryClassPageSchema = pageOf(classSchema);
export type DirectoryClassRow = z.output<typeof classSchema>;

export const directorySearchQuerySchema = pageQuerySchema.extend({
  q: z
    .string()
    .max(200)
    .default('')
    .describe('Début ou partie du nom, sans souci des accents ; vide : tous.'),
});
export type DirectorySearchQuery = z.output<typeof directorySearchQuerySchema>;

function listOf<T extends z.ZodType<{ id: string }>>(item: T): z.ZodOptional<z.ZodArray<T>> {
  return z.array(item).max(MOST_DIRECTORY_ROWS).optional();
}
