import type { EntityKey, EntityName } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Transaction } from '../transaction.js';

/** Rows of one table of the directory, or, of `person`, of one kind. */
export interface DirectoryList<Entity extends object> {
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
  removed: z.int(),
});

export type UpsertCounts = Readonly<z.infer<typeof COUNTS>>;

const NOTHING: UpsertCounts = { received: 0, created: 0, updated: 0, unchanged: 0, removed: 0 };

/**
 * Makes `rows` the present rows of the list for the campus: new ones are inserted, different ones updated, absent ones
 * marked as gone. Unchanged rows are not rewritten. SQL, because thousands of rows take one statement.
 */
export async function replaceRows<Entity extends object>(
  tx: Transaction,
  campusCode: string,
  { entity, kind, fields }: DirectoryList<Entity>,
  rows: readonly { readonly id: string }[] | undefined,
): Promise<UpsertCounts> {
  if (rows === undefined) return NOTHING;
  const { tableName, properties } = tx.em.getMetadata(entity);
  const columns = fields.map((field) => properties[field].fieldNames.join());
  const list = (of: (column: string) => string): string => columns.map(of).join(', ');
  const typed = fields.map((field) => `"${field}" ${properties[field].columnTypes.join()}`).join(', ');
  const values = fields.map((field) => `"${field}"`).join(', ');
  const kindColumn = kind === undefined ? '' : 'kind, ';
  const kindValue = kind === undefined ? '' : `'${kind}', `;
  const ofKind = kind === undefined ? '' : `AND kind = '${kind}'`;
  const counts = await tx.first(
    COUNTS,
    `WITH incoming AS (
       SELECT * FROM jsonb_to_recordset($2::jsonb) AS record(id text, ${typed})
     ), written AS (
       INSERT INTO ${tableName} AS known (campus_code, ${kindColumn}ent_id, ${list((column) => column)}, present)
       SELECT $1, ${kindValue}id, ${values}, true FROM incoming
       ON CONFLICT (campus_code, ${kindColumn}ent_id) DO UPDATE
          SET ${list((column) => `${column} = EXCLUDED.${column}`)}, present = true
        WHERE (${list((column) => `known.${column}`)}, known.present)
              IS DISTINCT FROM (${list((column) => `EXCLUDED.${column}`)}, true)
       RETURNING xmax = 0 AS inserted
     ), gone AS (
       UPDATE ${tableName} AS known SET present = false
        WHERE campus_code = $1 ${ofKind} AND present
          AND NOT EXISTS (SELECT FROM incoming WHERE incoming.id = known.ent_id)
       RETURNING 1
     ), counts AS (
       SELECT (SELECT count(*) FROM incoming)::int AS received,
              (SELECT count(*) FROM written WHERE inserted)::int AS created,
              (SELECT count(*) FROM written WHERE NOT inserted)::int AS updated,
              (SELECT count(*) FROM gone)::int AS removed
     )
     SELECT received, created, updated, received - created - updated AS unchanged, removed FROM counts`,
    [campusCode, JSON.stringify(rows)],
  );
  return counts ?? NOTHING;
}
