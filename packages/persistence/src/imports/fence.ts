import type { ImportRun } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../sql.js';

/** Another attempt took the establishments over, or this one has ended: nothing more may be written. Not worth a retry. */
export class FencedError extends Error {
  override readonly name = 'FencedError';

  constructor({ importId, attempt, generation }: ImportRun) {
    super(`Attempt ${attempt} of import ${importId} holds generation ${generation} of its fence no longer.`);
  }
}

const ACQUIRED = z.object({ generation: z.string().nullable() });

const HELD = z.object({ complete: z.boolean() });

const UNRELEASED = 'AND released_at IS NULL';

/** Locks what the attempt still holds of its fence, as `held`: for a statement that is a transaction of its own. */
export const heldFence = (run: Readonly<Record<keyof ImportRun, string>>, condition = UNRELEASED): string => `
  held AS MATERIALIZED (
    SELECT establishment_id FROM fence
     WHERE import_id = ${run.importId} AND attempt = ${run.attempt} AND generation = ${run.generation} ${condition}
     ORDER BY establishment_id
       FOR UPDATE
  )`;

/**
 * Takes the fence of every establishment of the import, in id order, under one generation. Asking again for the same
 * attempt gives the same generation.
 */
export async function acquireFence(
  tx: Sql,
  { importId, attempt }: Pick<ImportRun, 'importId' | 'attempt'>,
  now: Date,
): Promise<string> {
  const row = await tx.first(
    ACQUIRED,
    `WITH token AS MATERIALIZED (SELECT nextval('fence_generation') AS n),
          taken AS (
            INSERT INTO fence (establishment_id, import_id, attempt, generation, acquired_at)
            SELECT id, $1, $2, token.n, $3
              FROM token, (SELECT unnest(establishment_ids) AS id FROM import WHERE import.id = $1) AS wanted
             ORDER BY id
            ON CONFLICT (establishment_id) DO UPDATE
              SET import_id = EXCLUDED.import_id, attempt = EXCLUDED.attempt, released_at = NULL,
                  acquired_at = CASE WHEN (fence.import_id, fence.attempt) = (EXCLUDED.import_id, EXCLUDED.attempt)
                                     THEN fence.acquired_at ELSE EXCLUDED.acquired_at END,
                  generation = CASE WHEN (fence.import_id, fence.attempt) = (EXCLUDED.import_id, EXCLUDED.attempt)
                                    THEN fence.generation ELSE EXCLUDED.generation END
            RETURNING generation
          )
     SELECT max(generation) AS generation FROM taken`,
    [importId, attempt, now],
  );
  const generation = row?.generation ?? undefined;
  if (generation === undefined) throw new Error(`There is no import ${importId}.`);
  return generation;
}

/**
 * Locks the fence until the transaction ends: to be called first by every transaction that writes for an import.
 *
 * @throws FencedError when a single establishment is no longer this attempt's
 */
export async function assertFence(tx: Sql, run: ImportRun): Promise<void> {
  if (!(await lockFence(tx, run, UNRELEASED))) throw new FencedError(run);
}

/**
 * As `assertFence`, for a transaction whose loss costs nothing: its commit does not wait for the disk. Only for what a
 * crash of the server empties anyway (staging), or what the next step says again (that one is running).
 */
export async function assertFenceOfPassingWrite(tx: Sql, run: ImportRun): Promise<void> {
  const notWaiting = `, set_config('synchronous_commit', 'off', true) AS commit`;
  if (!(await lockFence(tx, run, UNRELEASED, notWaiting))) throw new FencedError(run);
}

/** Locks the fence if it is still this attempt's, be it released already. */
export function lockOwnFence(tx: Sql, run: ImportRun): Promise<boolean> {
  return lockFence(tx, run, '');
}

/**
 * Waits for whatever transaction of an import, or of a person, writes to one of the campus's establishments, and keeps
 * others from beginning one until this transaction ends. To be called first: every writer takes the fences before
 * anything else. An import that goes on between two transactions is not waited for.
 */
export async function lockCampusFences(tx: Sql, campusCode: string): Promise<void> {
  await tx.run(
    `SELECT FROM fence
      WHERE establishment_id IN (SELECT id FROM establishment WHERE campus_code = $1)
      ORDER BY establishment_id
        FOR UPDATE`,
    [campusCode],
  );
}

/** Those that the import's attempts hold, or held last. To be called first. */
export async function lockFencesOf(tx: Sql, importId: string): Promise<void> {
  await tx.run('SELECT FROM fence WHERE import_id = $1 ORDER BY establishment_id FOR UPDATE', [importId]);
}

/** All that the import's attempts still hold, whichever holds them. */
export async function releaseFencesOf(tx: Sql, importId: string, now: Date): Promise<void> {
  await tx.run('UPDATE fence SET released_at = $2 WHERE import_id = $1 AND released_at IS NULL', [
    importId,
    now,
  ]);
}

export async function releaseFence(tx: Sql, run: ImportRun, now: Date): Promise<void> {
  await tx.run(
    `UPDATE fence SET released_at = coalesce(released_at, $4) WHERE import_id = $1 AND attempt = $2 AND generation = $3`,
    [run.importId, run.attempt, run.generation, now],
  );
}

async function lockFence(
  tx: Sql,
  { importId, attempt, generation }: ImportRun,
  condition: string,
  besides = '',
): Promise<boolean> {
  const row = await tx.first(
    HELD,
    `WITH ${heldFence({ importId: '$1', attempt: '$2', generation: '$3' }, condition)}
     SELECT (SELECT count(*) FROM held) = cardinality(establishment_ids) AS complete${besides} FROM import WHERE id = $1`,
    [importId, attempt, generation],
  );
  return row?.complete === true;
}
