import type { ImportRun, ImportStep, StepResult } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../sql.js';
import { FencedError, heldFence } from './fence.js';
import { ANNOUNCE_IMPORT } from './import-news.js';

// Every import writes these a dozen times: each is one statement, and the two that attempts write their steps by are a transaction
// of their own. Live events are seen by followers when what wrote them commits.

type OneOf = Pick<Sql, 'first' | 'run'>;

/** What a step has become: as `import_step` keeps it, and as followers are told. */
interface StepChange {
  readonly state: StepResult['state'] | 'running';
  /** Undefined: when it began is known, or it began now. */
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | null;
  readonly counts: StepResult['counts'];
  readonly message: string | null;
  /** In order. */
  readonly told: readonly object[];
}

const RUNNING = { state: 'running' } as const;

const begun = (step: ImportStep, at: Date): StepChange => ({
  ...RUNNING,
  ...{ startedAt: at, endedAt: null, counts: {}, message: null, told: [{ step, ...RUNNING }] },
});

const finished = (step: ImportStep, { state, counts, message }: StepResult, at: Date): StepChange => ({
  ...{ state, startedAt: undefined, endedAt: at, counts, message: message ?? null },
  told: [{ step, state, counts, ...(message !== undefined && { message }) }],
});

/**
 * A step that its attempt begins, by itself. Passing: its loss costs nothing, since the next step says again that it runs.
 *
 * @throws FencedError when the establishments are no longer this attempt's
 */
export async function beginOwnStep(sql: OneOf, run: ImportRun, step: ImportStep, at: Date): Promise<void> {
  await writeOwnStep(sql, run, { step, at, isPassing: true, ...begun(step, at) });
}

/**
 * A step that its attempt ends, by itself; with `beginning`, one that has done its work in no time is told from its beginning on.
 *
 * @throws FencedError when the establishments are no longer this attempt's
 */
export async function finishOwnStep(
  sql: OneOf,
  run: ImportRun,
  step: ImportStep,
  { beginning = false, ...result }: StepResult & { readonly beginning?: boolean },
  at: Date,
): Promise<void> {
  const { told, ...change } = finished(step, result, at);
  const before = beginning ? begun(step, at) : undefined;
  await writeOwnStep(sql, run, {
    ...{ step, at, isPassing: false },
    ...change,
    startedAt: before?.startedAt,
    told: [...(before?.told ?? []), ...told],
  });
}

/** A step that ends with the caller's transaction, which has seen to the fence. */
export async function finishStep(
  sql: OneOf,
  importId: string,
  step: ImportStep,
  result: StepResult,
  at: Date,
): Promise<void> {
  await sql.run(WRITE_STEP, paramsOf(importId, { step, at, ...finished(step, result, at) }));
}

type StepWrite = StepChange & { readonly step: ImportStep; readonly at: Date };

async function writeOwnStep(
  sql: OneOf,
  run: ImportRun,
  { isPassing, ...write }: StepWrite & { readonly isPassing: boolean },
): Promise<void> {
  const written = await sql.first(WRITTEN, WRITE_OWN_STEP, [
    ...paramsOf(run.importId, write),
    ...[run.attempt, run.generation, isPassing],
  ]);
  if (written === undefined) throw new FencedError(run);
}

const WRITTEN = z.object({ id: z.string() });

const paramsOf = (
  importId: string,
  { step, state, startedAt, endedAt, counts, message, told, at }: StepWrite,
): unknown[] => [
  ...[importId, step, state, startedAt ?? null, endedAt, JSON.stringify(counts), message],
  ...[JSON.stringify(told), at],
];

/** $1 import, $2 step, $3 state, $4 when it began if told, $5 its end, $6 counts, $7 message, $8 events, $9 now; `own` has the import. */
const STEP_OF_OWN = `
  step AS (
    INSERT INTO import_step (import_id, step, state, started_at, ended_at, counts, message)
    SELECT id, $2, $3, coalesce($4::timestamptz, $9::timestamptz), $5::timestamptz, $6::jsonb, $7 FROM own
    ON CONFLICT (import_id, step) DO UPDATE
      SET state = EXCLUDED.state, ended_at = EXCLUDED.ended_at, counts = EXCLUDED.counts, message = EXCLUDED.message,
          started_at = coalesce($4::timestamptz, import_step.started_at, EXCLUDED.started_at)
  ),
  event AS (
    INSERT INTO import_event (import_id, type, data, at)
    SELECT id, 'step', told.data, $9::timestamptz FROM own, jsonb_array_elements($8::jsonb) WITH ORDINALITY AS told (data, place)
     ORDER BY place
  )`;

const WRITE_STEP = `
  WITH own AS MATERIALIZED (SELECT id, campus_code FROM import WHERE id = $1), ${STEP_OF_OWN}
  SELECT ${ANNOUNCE_IMPORT} FROM own`;

/** $10 attempt, $11 generation, $12 whether the commit need not wait for the disk. */
const WRITE_OWN_STEP = `
  WITH ${heldFence({ importId: '$1', attempt: '$10', generation: '$11' })},
  own AS MATERIALIZED (
    SELECT id, campus_code FROM import WHERE id = $1 AND (SELECT count(*) FROM held) = cardinality(establishment_ids)
  ), ${STEP_OF_OWN}
  SELECT id, ${ANNOUNCE_IMPORT}, CASE WHEN $12::boolean THEN set_config('synchronous_commit', 'off', true) END FROM own`;

/** Announces the status the import has now. */
export async function announceStatus(sql: OneOf, importId: string, at: Date): Promise<void> {
  await sql.run(TELL_STATUS, [importId, at]);
}

const TELL_STATUS = `
  WITH own AS MATERIALIZED (SELECT id, campus_code, status, attempt, message_code, message FROM import WHERE id = $1),
  event AS (
    INSERT INTO import_event (import_id, type, data, at)
    SELECT id, 'status', jsonb_build_object('status', status, 'attempt', attempt, 'messageCode', message_code, 'message', message),
           $2::timestamptz
      FROM own
  )
  SELECT ${ANNOUNCE_IMPORT} FROM own`;
