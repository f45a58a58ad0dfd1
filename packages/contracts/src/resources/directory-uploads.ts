import { DIRECTORY_LISTS, DIRECTORY_SOURCES } from '@timetable/domain';
import { z } from 'zod';
import { instantSchema } from './page.js';

/** What comes with the file, as fields of the form. */
export const directoryUploadFieldsSchema = z.object({
  /** Code of the establishment whose directory it is; needed where the file does not say it and the campus has several. */
  establishment: z.string().max(32).optional(),
  /** Of what list a table is, where neither its name nor its columns say it. */
  list: z.enum(DIRECTORY_LISTS).optional(),
});
export type DirectoryUploadFields = z.output<typeof directoryUploadFieldsSchema>;

const exampleSchema = z.object({
  /** « MARTIN Zoé », « 6A ». */
  label: z.string(),
  changes: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});

const kindPreviewSchema = z.object({
  known: z.int().describe('Présents avant.'),
  present: z.int().describe('Présents après.'),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  recognised: z.int().describe('Connus sous un autre identifiant : ce qui s’y rattache suit.'),
  gone: z.int(),
  examples: z
    .object({
      created: z.array(exampleSchema),
      changed: z.array(exampleSchema),
      gone: z.array(exampleSchema),
    })
    .describe('Les premiers de chaque sorte.'),
});

/** What loading a file would do, computed each time that it is asked for. */
export const directoryPreviewSchema = z.object({
  id: z.string(),
  source: z.enum(DIRECTORY_SOURCES),
  sourceLabel: z.string(),
  fileName: z.string(),
  establishment: z.string().describe('Code de l’établissement dont c’est l’annuaire.'),
  receivedAt: instantSchema,
  expiresAt: instantSchema.describe('Le fichier est effacé alors, ou dès qu’il est chargé.'),
  kinds: z.object({
    teachers: kindPreviewSchema.optional(),
    pupils: kindPreviewSchema.optional(),
    classes: kindPreviewSchema.optional(),
    users: kindPreviewSchema.optional(),
  }),
  problems: z.array(z.object({ file: z.string().nullable(), line: z.int().nullable(), message: z.string() })),
  needsSecondConfirmation: z.boolean(),
  confirm: z
    .string()
    .nullable()
    .describe('À rendre à l’application du fichier, une fois les pertes confirmées par une personne.'),
  message: z.string().describe('Ce que ferait le fichier, en une phrase.'),
});
export type DirectoryPreviewView = z.output<typeof directoryPreviewSchema>;

export const directoryApplySchema = z.object({
  /** As the preview gives it: needed where it says that a second confirmation is. */
  confirm: z.string().max(200).nullish(),
});
export type DirectoryApply = z.output<typeof directoryApplySchema>;

const listStateSchema = z.object({
  count: z.int(),
  source: z.enum(DIRECTORY_SOURCES).nullable().describe('La dernière source de cette liste.'),
  sourceLabel: z.string().nullable(),
  loadedAt: instantSchema.nullable(),
  sources: z
    .array(
      z.object({
        source: z.enum(DIRECTORY_SOURCES),
        sourceLabel: z.string(),
        establishment: z.string().nullable(),
        loadedAt: instantSchema,
      }),
    )
    .describe('Toutes, la plus récente d’abord : chaque établissement peut avoir la sienne.'),
});
export const directoryStateSchema = z.object({
  teachers: listStateSchema,
  pupils: listStateSchema,
  classes: listStateSchema,
  users: listStateSchema,
});
export type DirectoryState = z.output<typeof directoryStateSchema>;
export type DirectoryListStateView = z.output<typeof listStateSchema>;
