import type { ImportEvent, ImportStep, StepResult } from '@timetable/domain';
import type { Sql } from '../sql.js';

/** Channel on which the ids of imports with new events are announced. */
export const IMPORT_EVENT_CHANNEL = 'import_event';

/** Writes one live event, seen by followers when the transaction commits. */
async function recordEvent(
  tx: Sql,
  event: ImportEvent & { readonly importId: string; readonly at: Date },
): Promise<void> {
  await tx.run(
    `WITH event AS (INSERT INTO import_event (import_id, type, data, at) VALUES ($1, $2, $3, $4))
     SELECT pg_notify('${IMPORT_EVENT_CHANNEL}', $1::text)`,
    [event.importId, event.type, JSON.stringify(event.data), event.at],
  );
}

/** Announces the status the import has now. */
export async function announceStatus(tx: Sql, importId: string, at: Date): Promise<void> {
  const data = await tx.first<Extract<ImportEvent, { type: 'status' }>['data']>(
    `SELECT status, round, message_code AS "messageCode", message FROM import WHERE id = $1`,
    [importId],
  );
  if (data !== undefined) await recordEvent(tx, { importId, type: 'status', data, at });
}

export async function beginStep(tx: Sql, importId: string, step: ImportStep, at: Date): Promise<void> {
  await tx.run(
    `INSERT INTO import_step (import_id, step, state, started_at) VALUES ($1, $2, 'running', $3)
     ON CONFLICT (import_id, step) DO UPDATE
       SET state = 'running', started_at = EXCLUDED.started_at, ended_at = NULL, counts = '{}', message = NULL`,
    [importId, step, at],
  );
  await recordEvent(tx, { importId, type: 'step', data: { step, state: 'running' }, at });
}

export async function finishStep(
  tx: Sql,
  importId: string,
  step: ImportStep,
  { state, counts, message }: StepResult,
  at: Date,
): Promise<void> {
  await tx.run(
    `INSERT INTO import_step (import_id, step, state, started_at, ended_at, counts, message)
     VALUES ($1, $2, $3, $4, $4, $5, $6)
     ON CONFLICT (import_id, step) DO UPDATE
       SET state = EXCLUDED.state, started_at = coalesce(import_step.started_at, EXCLUDED.started_at),
           ended_at = EXCLUDED.ended_at, counts = EXCLUDED.counts, message = EXCLUDED.message`,
    [importId, step, state, at, JSON.stringify(counts), message ?? null],
  );
  await recordEvent(tx, {
    importId,
    type: 'step',
    data: { step, state, counts, ...(message !== undefined && { message }) },
    at,
  });
}
