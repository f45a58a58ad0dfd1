import type { Sql } from '../sql.js';

const STAGING_TABLES = ['session_staging', 'session_diff', 'membership_staging', 'staged_part'] as const;

/** Empties everything these imports staged. */
export async function clearStaging(tx: Sql, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return;
  for (const table of STAGING_TABLES) {
    await tx.run(`DELETE FROM ${table} WHERE import_id = ANY ($1::uuid[])`, [importIds]);
  }
}
