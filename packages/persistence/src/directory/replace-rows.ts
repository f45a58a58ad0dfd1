import type { Sql } from '../sql.js';

/** A table of the directory: where its fields go. Names are ours, never a caller's: they are written into the SQL. */
export interface DirectoryTable {
  readonly name: 'person' | 'class' | 'ent_user';
  /** Rows of `person` are told apart by kind. */
  readonly kind?: 'teacher' | 'pupil';
  /** Field of the record → column. */
  readonly columns: Readonly<Record<string, string>>;
}

export interface UpsertCounts {
  readonly received: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
}

const NOTHING: UpsertCounts = { received: 0, created: 0, updated: 0, unchanged: 0, removed: 0 };

/**
 * Makes `rows` the present rows of the table for the campus, in one statement whatever their number: new ones are
 * inserted, different ones updated, absent ones marked as gone. Unchanged rows are not rewritten.
 */
export async function replaceRows(
  sql: Sql,
  campusCode: string,
  table: DirectoryTable,
  rows: readonly { readonly id: string }[] | undefined,
): Promise<UpsertCounts> {
  if (rows === undefined) return NOTHING;
  const fields = Object.keys(table.columns);
  const columns = Object.values(table.columns);
  const kindColumn = table.kind === undefined ? '' : 'kind, ';
  const kindValue = table.kind === undefined ? '' : `'${table.kind}', `;
  const ofKind = table.kind === undefined ? '' : `AND kind = '${table.kind}'`;
  const isDate = (column: string): boolean => column.endsWith('_date');
  const row = await sql.first<UpsertCounts>(
    `WITH incoming AS (
       SELECT id, ${fields.map((field) => `"${field}"`).join(', ')}
         FROM jsonb_to_recordset($2::jsonb)
              AS record(id text, ${columns.map((column, index) => `"${fields[index] ?? ''}" ${isDate(column) ? 'date' : 'text'}`).join(', ')})
     ), written AS (
       INSERT INTO ${table.name} AS known (campus_code, ${kindColumn}ent_id, ${columns.join(', ')}, present)
       SELECT $1, ${kindValue}id, ${fields.map((field) => `"${field}"`).join(', ')}, true FROM incoming
       ON CONFLICT (campus_code, ${kindColumn}ent_id) DO UPDATE
          SET ${columns.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}, present = true
        WHERE (${columns.map((column) => `known.${column}`).join(', ')}, known.present)
              IS DISTINCT FROM (${columns.map((column) => `EXCLUDED.${column}`).join(', ')}, true)
       RETURNING xmax = 0 AS inserted
     ), gone AS (
       UPDATE ${table.name} AS known SET present = false
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
  return row ?? NOTHING;
}
