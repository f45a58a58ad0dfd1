import { DIRECTORY_LISTS } from '@timetable/domain';
import { z } from 'zod';
import { instantSchema } from './page.js';

const countsSchema = z.object({ created: z.int(), changed: z.int(), missing: z.int() });

/** What a feed of many schools does, or would do. It names schools, and nobody. */
export const feedReportSchema = z.object({
  campuses: z.int().describe('Cités scolaires dont il parle.'),
  changed: z.int().describe('Cités scolaires qu’il change.'),
  lists: z.object({ teachers: countsSchema, pupils: countsSchema, classes: countsSchema }),
  elsewhere: z.int().describe('Personnes d’établissements qui ne sont pas de l’ENT, laissées de côté.'),
  unknownStructures: z
    .array(z.string())
    .describe('Structures citées et jamais décrites : les premières. Rien n’est inventé pour elles.'),
  absent: z
    .array(z.string())
    .describe('Établissements de l’ENT que l’annuaire académique n’a pas : ils restent ce qu’ils sont.'),
  toConfirm: z
    .array(
      z.object({
        campus: z.string(),
        losses: z.array(z.object({ list: z.enum(DIRECTORY_LISTS), known: z.int(), lost: z.int() })),
      }),
    )
    .describe('Cités scolaires qui perdraient plus d’un cinquième d’une liste : laissées telles quelles.'),
  message: z.string(),
});
export type FeedReportView = z.output<typeof feedReportSchema>;

export const feedPreviewSchema = feedReportSchema.extend({
  id: z.string(),
  fileName: z.string(),
  isComplete: z.boolean().describe('Faux : ce qui a changé depuis le précédent.'),
  receivedAt: instantSchema,
  expiresAt: instantSchema.describe('Ce qui a été lu est effacé alors, ou dès que tout est chargé.'),
});
export type FeedPreviewView = z.output<typeof feedPreviewSchema>;

export const feedApplySchema = z.object({
  /** Codes of the campuses whose losses a person has confirmed. */
  confirm: z.array(z.string().max(32)).max(100_000).default([]),
});
export type FeedApply = z.output<typeof feedApplySchema>;
