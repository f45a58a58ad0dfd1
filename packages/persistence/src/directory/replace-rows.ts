import type { EntityKey, EntityName } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';

/** Rows of one table of the directory, or, of `person`, of one kind. */
export interface DirectoryTable<Entity extends object> {
  readonly entity: EntityName<Entity>;
  readonly kind?: 'teacher' | 'pupil';
  /** What the ENT says of one, beside its id. */
  readonly fields: readonly EntityKey<Entity>[];
}

const COUNTS = z.object({
  received: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  replaced: z.int(),
  removed: z.int(),
});

export type UpsertCounts = Readonly<z.infer<typeof COUNTS>>;

const COMPARISON = z.object({
  known: z.int(),
  received: z.int(),
  missing: z.int(),
  appeared: z.int(),
  isNew: z.boolean(),
});

/** How a list to load stands to what is known, before anything is written. */
export type ListComparison = Readonly<z.infer<typeof COMPARISON>>;

const NOTHING: UpsertCounts = { received: 0, created: 0, updated: 0, unchanged: 0, replaced: 0, removed: 0 };
const UNTOUCHED: ListComparison = { known: 0, received: 0, missing: 0, appeared: 0, isNew: true };

type Rows = readonly { readonly id: string }[] | undefined;

/**
 * By ids alone. `missing`: present, and not in the list; `appeared`: in the list, and known under no id that is in use; `isNew`:
 * none ever was known.
 */
export async function compareRows<Entity extends object>(
  tx: Transaction,
  campusCode: string,
  list: DirectoryTable<Entity>,
  rows: Rows,
): Promise<ListComparison> {
  if (rows === undefined) return UNTOUCHED;
  const { tableName, ofKind } = namesOf(tx, list);
  const comparison = await tx.first(
    COMPARISON,
    `WITH incoming AS (SELECT unnest($2::text[]) AS id),
          known AS (SELECT ent_id, present FROM ${tableName}
                     WHERE campus_code = $1 ${ofKind} AND replaced_by IS NULL)
     SELECT (SELECT count(*) FROM incoming)::int AS received,
            (SELECT count(*) FROM known WHERE present)::int AS known,
            (SELECT count(*) FROM known WHERE present AND ent_id NOT IN (SELECT id FROM incoming))::int AS missing,
            NOT EXISTS (SELECT FROM known) AS "isNew",
            (SELECT count(*) FROM incoming WHERE id NOT IN (SELECT ent_id FROM known))::int AS appeared`,
    [campusCode, rows.map(({ id }) => id)],
  );
  return comparison ?? UNTOUCHED;
}

/**
 * Makes `rows` the present rows of the list for the campus: new ones are inserted, different ones updated, those that are
 * gone marked as absent, or as replaced. Unchanged rows are not rewritten. SQL, because thousands of rows take one statement.
 * @param replaced the id that stands for each former one
 */
export async function replaceRows<Entity extends object>(
  tx: Transaction,
  campusCode: string,
  list: DirectoryTable<Entity>,
  rows: Rows,
  { replaced, at }: { readonly replaced: ReadonlyMap<string, string>; readonly at: Date },
): Promise<UpsertCounts> {
  if (rows === undefined) return NOTHING;
  const { fields } = list;
  const { tableName, properties, kindColumn, kindValue, ofKind } = namesOf(tx, list);
  const columns = fields.map((field) => properties[field].fieldNames.join());
  const each = (of: (column: string) => string): string => columns.map(of).join(', ');
  const typed = fields.map((field) => `"${field}" ${properties[field].columnTypes.join()}`).join(', ');
  const values = fields.map((field) => `"${field}"`).join(', ');
  const counts = await tx.first(
    COUNTS,
    `WITH incoming AS (
       SELECT * FROM jsonb_to_recordset($2::jsonb) AS record(id text, ${typed})
     ), replaced AS (
       SELECT key AS former, value AS id FROM jsonb_each_text($3::jsonb)
     ), written AS (
       INSERT INTO ${tableName} AS known (campus_code, ${kindColumn}ent_id, ${each((column) => column)})
       SELECT $1, ${kindValue}id, ${values} FROM incoming
       ON CONFLICT (campus_code, ${kindColumn}ent_id) DO UPDATE
          SET ${each((column) => `${column} = EXCLUDED.${column}`)}, absent_since = NULL, replaced_by = NULL, replaced_at = NULL
        WHERE (${each((column) => `known.${column}`)}, known.present)
              IS DISTINCT FROM (${each((column) => `EXCLUDED.${column}`)}, true)
       RETURNING xmax = 0 AS inserted, ent_id IN (SELECT id FROM replaced) AS replaces
     ), gone AS (
       UPDATE ${tableName} AS known
          SET absent_since = coalesce(absent_since, $4),
              replaced_by = (SELECT id FROM replaced WHERE former = known.ent_id),
              replaced_at = CASE WHEN ent_id IN (SELECT former FROM replaced) THEN $4 END
        WHERE campus_code = $1 ${ofKind}
          AND (ent_id IN (SELECT former FROM replaced)
               OR (present AND NOT EXISTS (SELECT FROM incoming WHERE incoming.id = known.ent_id)))
       RETURNING replaced_by IS NULL AS lost
     ), counts AS (
       SELECT (SELECT count(*) FROM incoming)::int AS received,
              (SELECT count(*) FROM written WHERE inserted AND NOT replaces)::int AS created,
              (SELECT count(*) FROM written WHERE NOT inserted AND NOT replaces)::int AS updated,
              (SELECT count(*) FROM replaced)::int AS replaced,
              (SELECT count(*) FROM gone WHERE lost)::int AS removed
     )
     SELECT received, created, updated, received - created - updated - replaced AS unchanged, replaced, removed FROM counts`,
    [campusCode, JSON.stringify(rows), JSON.stringify(Object.fromEntries(replaced)), at],
  );
  return counts ?? NOTHING;
}

function namesOf<Entity extends object>(tx: Transaction, { entity, kind }: DirectoryTable<Entity>) {
  const { tableName, properties } = tx.em.getMetadata(entity);
  return kind === undefined
    ? { tableName, properties, kindColumn: '', kindValue: '', ofKind: '' }
    : {
        tableName,
        properties,
        kindColumn: 'kind, ',
        kindValue: `'${kind}', `,
        ofKind: `AND kind = '${kind}'`,
      };
}
