import type { Sql } from '../sql.js';

const STAGING_TABLES = ['session_staging', 'session_diff', 'membership_staging', 'staged_part'] as const;

/** Empties everything these imports staged. */
export async function clearStaging(tx: Sql, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return;
  await tx.run(CLEAR, [importIds]);
}

const CLEAR = `
  WITH ${STAGING_TABLES.map((table) => `of_${table} AS (DELETE FROM ${table} WHERE import_id = ANY ($1::uuid[]))`).join(', ')}
  SELECT`;
