import { DIRECTORY_LISTS } from '@timetable/domain';
import { z } from 'zod';
import { instantSchema, pageOf } from './page.js';

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

/** An academic directory that was sent, as lists show it. */
export const feedSummarySchema = z.object({
  id: z.string(),
  fileName: z.string().nullable().describe('Null tant que le fichier arrive.'),
  isComplete: z
    .boolean()
    .nullable()
    .describe('Faux : ce qui a changé depuis le précédent. Null tant qu’il n’est pas lu.'),
  state: z
    .enum([
      'reading',
      'waiting',
      'loading',
      'loaded',
      'dropped',
      'replaced',
      'expired',
      'unreadable',
      'interrupted',
    ])
    .describe('`waiting` : lu, à charger ou à abandonner ; `interrupted` : rien n’en est gardé.'),
  sentAt: instantSchema,
  sentBy: z.string().describe('Identifiant de connexion ; `aaf` : la commande du serveur.'),
  loadBegunAt: instantSchema.nullable().describe('Début du dernier chargement.'),
  loadBegunBy: z.string().nullable(),
  expiresAt: instantSchema
    .nullable()
    .describe('Quand ce qui a été lu sera effacé ; null s’il n’en reste rien.'),
  message: z.string().describe('Ce qu’il est devenu, et ce qui reste à faire.'),
});
export type FeedSummary = z.output<typeof feedSummarySchema>;

export const feedPageSchema = pageOf(feedSummarySchema);

export const feedApplySchema = z.object({
  /** Codes of the campuses whose losses a person has confirmed. */
  confirm: z.array(z.string().max(32)).max(100_000).default([]),
});
export type FeedApply = z.output<typeof feedApplySchema>;
