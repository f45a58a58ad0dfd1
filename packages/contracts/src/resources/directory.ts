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

/**
 * A whole directory. A list that is given replaces what was known (people absent from it are no longer present);
 * a list that is not given is left as it was.
 */
export const directoryBodySchema = z.object({
  teachers: listOf(teacherSchema),
  pupils: listOf(pupilSchema),
  classes: listOf(classSchema),
  users: listOf(directoryUserBodySchema),
});
export type DirectoryBody = z.output<typeof directoryBodySchema>;

const upsertCountsSchema = z.object({
  received: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
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

export const userSearchQuerySchema = pageQuerySchema.extend({
  /** Start or part of a name; all users when empty. */
  q: z.string().max(200).default('').describe('Début ou partie du nom ; vide : tous les utilisateurs.'),
});
export type UserSearchQuery = z.output<typeof userSearchQuerySchema>;

function listOf<T extends z.ZodType<{ id: string }>>(item: T): z.ZodOptional<z.ZodArray<T>> {
  return z
    .array(item)
    .max(200_000)
    .superRefine((rows, context) => {
      const seen = new Set<string>();
      rows.forEach(({ id }, index) => {
        if (seen.has(id))
          context.addIssue({ code: 'custom', path: [index, 'id'], message: 'Identifiant donné deux fois.' });
        seen.add(id);
      });
    })
    .optional();
}
