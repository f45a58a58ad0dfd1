import type {
  ImportContext,
  ImportRun,
  ImportStatus,
  ImportStep,
  Conclusion,
  StepResult,
  TakeCharge,
  ValidationRecord,
} from '@timetable/domain';
import type { Database } from '../database.js';
import { requeue } from '../decisions/requeue.js';
import type { Sql } from '../sql.js';
import { concludeImport } from './conclude-import.js';
import { acquireFence, assertFence, assertFenceOfPassingWrite } from './fence.js';
import { readImportContext } from './import-context.js';
import { announceStatus, beginStep, finishStep } from './import-event.js';
import type { GoodTwin, StuckImport } from './import-records.js';
import { supersedeOlder } from './superseding.js';
import { findGoodTwin, settleTwins } from './twin-files.js';

/** The import's own rows, as its rounds write them. Every write checks the fence and may be repeated. */
export class ImportRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Starts the round: fence taken and status `running`, in one transaction. Asking again for the same round answers the
   * same generation; a round that is over, superseded or cancelled meanwhile answers its status instead.
   */
  async takeCharge(round: { importId: string; round: number }, now: Date): Promise<TakeCharge> {
    return this.#database
      .transaction(async (tx) => {
        // The fence before the import's row, like every other writer: who waits here for the round before is then told
        // what that round made of this import.
        const generation = await acquireFence(tx, round, now);
        const before = await tx.first<{ status: ImportStatus }>(
          `SELECT status FROM import WHERE id = $1 AND round = $2 AND status IN ('received', 'running') FOR UPDATE`,
          [round.importId, round.round],
        );
        if (before === undefined) throw new RoundIsOver();
        if (before.status === 'received') await startRound(tx, round.importId, now);
        return { taken: true as const, generation };
      })
      .catch(async (error: unknown) => {
        if (!(error instanceof RoundIsOver)) throw error;
        return { taken: false as const, status: await this.status(round.importId) };
      });
  }

  /** @throws when there is no such import */
  async status(importId: string): Promise<ImportStatus> {
    const row = await this.#database.sql.first<{ status: ImportStatus }>(
      'SELECT status FROM import WHERE id = $1',
      [importId],
    );
    if (row === undefined) throw new Error(`There is no import ${importId}.`);
    return row.status;
  }

  /** Read without lock. */
  loadContext(run: ImportRun): Promise<ImportContext> {
    return readImportContext(this.#database.sql, run);
  }

  /**
   * The `EDT_…` file deposited at the same place as this `EDT_PRONOTE…` one, at most two minutes before or after it,
   * unless it was rejected, cancelled or is no timetable: it may still be waiting.
   */
  goodTwin({ run }: Pick<ImportContext, 'run'>): Promise<GoodTwin | undefined> {
    return findGoodTwin(this.#database.sql, run.importId);
  }

  async startStep(run: ImportRun, step: ImportStep, now: Date): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await assertFenceOfPassingWrite(tx, run);
      await beginStep(tx, run.importId, step, now);
    });
  }

  async endStep(run: ImportRun, step: ImportStep, result: StepResult, now: Date): Promise<void> {
    await this.#write(run, (tx) => finishStep(tx, run.importId, step, result, now));
  }

  /**
   * Stores what validation found (replacing an earlier attempt's) and ends the step. An accepted file supersedes older
   * imports of its target; twins rejected before it are settled.
   */
  async recordValidation(
    run: ImportRun,
    record: ValidationRecord,
    result: StepResult,
    now: Date,
  ): Promise<void> {
    await this.#write(run, async (tx) => {
      await tx.run(
        `UPDATE import SET format = $2, format_version = $3, software = $4, timetable_sha256 = $5, counts = $6
          WHERE id = $1`,
        [
          run.importId,
          record.format ?? null,
          record.formatVersion ?? null,
          record.software ?? null,
          record.timetableSha256 ?? null,
          JSON.stringify(record.counts),
        ],
      );
      await tx.run('DELETE FROM import_problem WHERE import_id = $1', [run.importId]);
      await tx.run(
        `INSERT INTO import_problem (import_id, code, severity, count, examples, meaning, advice)
         SELECT $1, code, severity, count, examples, meaning, advice
           FROM jsonb_to_recordset($2) AS (code text, severity text, count int, examples jsonb, meaning text, advice text)`,
        [run.importId, JSON.stringify(record.problems)],
      );
      await finishStep(tx, run.importId, 'validation', result, now);
      if (record.verdict === 'accepted') await supersedeOlder(tx, run.importId, now);
      await settleTwins(tx, run.importId, { isGood: record.verdict !== 'discarded' }, now);
    });
  }

  /**
   * Ends the round with its outcome in one transaction: status, mails to send, fence released, staging emptied unless
   * held. The first conclusion of a round stands: a later one changes nothing.
   *
   * @throws FencedError when another round has taken the establishments over
   */
  async conclude(run: ImportRun, conclusion: Conclusion, now: Date): Promise<void> {
    await this.#database.transaction((tx) => concludeImport(tx, run, conclusion, now));
  }

  /**
   * Imports received or running that were last handed to Temporal more than `idleSeconds` ago, by the database's clock.
   * Most of them just take long: who asks looks at their workflows before queueing them again.
   */
  async stuck(idleSeconds: number): Promise<StuckImport[]> {
    return this.#database.sql.rows<StuckImport & Record<string, unknown>>(
      `SELECT id AS "importId", campus_code AS "campusCode", round, status
         FROM import
        WHERE status IN ('received', 'running')
          AND NOT EXISTS (SELECT FROM outbox WHERE import_id = import.id
                             AND (done_at IS NULL OR done_at > now() - make_interval(secs => $1)))
        ORDER BY received_at, id`,
      [idleSeconds],
    );
  }

  /**
   * Queues one more round of a stuck import, unless somebody has done so meanwhile. The new round's fence shuts out
   * whatever still writes; what a person approved stays approved.
   */
  async requeueStuck({ importId, round }: StuckImport, now: Date): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const found = await tx.first<{ approvedPlanHash: string | null }>(
        `SELECT approved_plan_hash AS "approvedPlanHash" FROM import
          WHERE id = $1 AND round = $2 AND status IN ('received', 'running') FOR UPDATE`,
        [importId, round],
      );
      if (found === undefined) return false;
      const approved = found.approvedPlanHash === null ? {} : { approvedPlanHash: found.approvedPlanHash };
      await requeue(tx, importId, { priority: 5, ...approved }, now);
      return true;
    });
  }

  async #write(run: ImportRun, work: (tx: Sql) => Promise<void>): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await assertFence(tx, run);
      await work(tx);
    });
  }
}

/** Rolls the take-charge back: its fence must not be taken from whoever holds it. */
class RoundIsOver extends Error {
  override readonly name = 'RoundIsOver';
}

async function startRound(tx: Sql, importId: string, now: Date): Promise<void> {
  await tx.run(
    `UPDATE import SET status = 'running', taken_at = coalesce(taken_at, $2), ended_at = NULL, next_actor = 'nobody',
                       message_code = NULL, message = NULL
      WHERE id = $1`,
    [importId, now],
  );
  // The file was transferred once; everything after is done again by each round.
  await tx.run(
    `UPDATE import_step SET state = 'pending', started_at = NULL, ended_at = NULL, counts = '{}', message = NULL
      WHERE import_id = $1 AND step <> 'transfer' AND state <> 'pending'`,
    [importId],
  );
  await announceStatus(tx, importId, now);
}
