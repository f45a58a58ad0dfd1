import { z } from 'zod';
import type { Database } from '../database.js';
import type { Sql } from '../sql.js';

/** Serialises the creation of partitions among processes. */
const PARTITION_LOCK = 7_240_312;

/**
 * Makes room for the sessions of a year. In a transaction of its own, and by attaching a table made beside, so that
 * readers of other years never wait.
 *
 * @param schoolYear label, `2026-2027` or `2027`
 */
export async function ensureSessionPartition(database: Database, schoolYear: string): Promise<void> {
  if (!/^[0-9]{4}(-[0-9]{4})?$/.test(schoolYear)) throw new Error(`Not a school year: ${schoolYear}`);
  const partition = `session_y${schoolYear.replace('-', '_')}`;
  if (await isAttached(database.sql, partition)) return;
  await database.transaction(async (tx) => {
    await tx.run('SELECT pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
    if (await isAttached(tx, partition)) return;
    // Room in each page for the new version of a session whose room or teacher changes: its indexes then stay as they are.
    await tx.run(
      `CREATE TABLE ${partition} (LIKE session INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH (fillfactor = 85)`,
    );
    await tx.run(`ALTER TABLE session ATTACH PARTITION ${partition} FOR VALUES IN ('${schoolYear}')`);
  });
}

const ATTACHED = z.object({ isAttached: z.boolean() });

async function isAttached(sql: Sql, partition: string): Promise<boolean> {
  const found = await sql.first(
    ATTACHED,
    'SELECT relispartition AS "isAttached" FROM pg_class WHERE oid = to_regclass($1)',
    [partition],
  );
  return found?.isAttached === true;
}

/** The first import opens the year; a manager's dates win over the file's, and a proposed year becomes the file's, whichever it is. */
export async function openSchoolYear(
  tx: Sql,
  input: {
    readonly establishmentIds: readonly string[];
    readonly schoolYear: string;
    readonly fileYear: { readonly startsOn: string; readonly endsOn: string };
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(
    `UPDATE school_year
        SET state = 'open', opened_at = $5, label = $2,
            starts_on = CASE WHEN dates_decided THEN starts_on ELSE $3::date END,
            ends_on = CASE WHEN dates_decided THEN ends_on ELSE $4::date END
      WHERE establishment_id = ANY ($1::text[]) AND state = 'awaiting_first_import' AND (label = $2 OR NOT dates_decided)`,
    [input.establishmentIds, input.schoolYear, input.fileYear.startsOn, input.fileYear.endsOn, input.now],
  );
}
