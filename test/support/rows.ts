import type { Sql } from '@timetable/persistence';
import { z } from 'zod';

const ROW = z.record(z.string(), z.unknown());
const COUNT = z.object({ n: z.int() });

/** Rows that are compared as they are. Where a test reads their fields, `sql.rows` takes a schema. */
export const rowsOf = (
  sql: Pick<Sql, 'rows'>,
  text: string,
  params: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> => sql.rows(ROW, text, params);

/** The first of them, or undefined. */
export const firstRow = (
  sql: Pick<Sql, 'first'>,
  text: string,
  params: readonly unknown[] = [],
): Promise<Record<string, unknown> | undefined> => sql.first(ROW, text, params);

/** @param from what follows `FROM`: `session WHERE campus_code = $1` */
export async function countRows(
  sql: Pick<Sql, 'first'>,
  from: string,
  params: readonly unknown[] = [],
): Promise<number> {
  const row = await sql.first(COUNT, `SELECT count(*)::int AS n FROM ${from}`, params);
  return row?.n ?? -1;
}
