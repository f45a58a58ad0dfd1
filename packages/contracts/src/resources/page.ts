import { z } from 'zod';

export const DEFAULT_PAGE_LIMIT = 50;
export const MAX_PAGE_LIMIT = 500;

/** `?limit=&cursor=` of every list. `cursor` is opaque: the `nextCursor` of the page before. */
export const pageQuerySchema = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE_LIMIT)
    .default(DEFAULT_PAGE_LIMIT)
    .describe('Nombre d’éléments par page.'),
  cursor: z.string().max(512).optional().describe('Le `nextCursor` de la page précédente.'),
});
export type PageQuery = z.output<typeof pageQuerySchema>;

/** In the address, so that a link of a page can ask for the table. */
export const pageOrTableQuerySchema = pageQuerySchema.extend({
  format: z
    .enum(['json', 'csv'])
    .optional()
    .describe(
      'Avec `csv` : un tableau de toutes les lignes, pour un tableur ; absent : ce que demande Accept, JSON par défaut.',
    ),
});
export type PageOrTableQuery = z.output<typeof pageOrTableQuerySchema>;

/** Answer of every list: `nextCursor` is null on the last page, `total` ignores the paging. */
export const pageOf = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; nextCursor: z.ZodNullable<z.ZodString>; total: z.ZodInt }> =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() });

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** A code people see in URLs: campus or establishment. */
export const codeSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/, 'Un code a de 1 à 32 lettres sans accent, chiffres, « _ » ou « - ».');

/** ISO 8601 with offset, in answers. */
export const instantSchema = z.iso.datetime({ offset: true });

/** A day that a request names. The year 0, which ISO 8601 has and the database has not, is none. */
export const daySchema = z.iso.date().refine((day) => day >= '0001-01-01', 'Cette date n’existe pas.');
