import type {
  ImportContext,
  ImportRun,
  ImportStatus,
  ImportStep,
  Completion,
  StepResult,
  TellingHistory,
  Claim,
  ValidationRecord,
} from '@timetable/domain';
import { sql } from 'kysely';
import type { Database } from '../database.js';
import { requeue } from '../decisions/requeue.js';
import type { Transaction } from '../transaction.js';
import { completeImport } from './complete-import.js';
import { acquireFence, assertFence, assertFenceOfPassingWrite } from './fence.js';
import { readImportContext } from './read-import-context.js';
import { announceStatus, beginStep, finishStep } from './announce-event.js';
import { ImportProblemOccurrenceEntity } from './import-problem-occurrence.entity.js';
import { ImportProblemEntity } from './import-problem.entity.js';
import type { GoodFile, StuckImport } from './stuck-import.js';
import { ImportStepEntity } from './import-step.entity.js';
import { ImportEntity } from './import.entity.js';
import { settleNextActors } from './settle-next-actors.js';
import { supersedeOlder } from './supersede-older.js';
import { readTellingHistory } from './telling-history.js';
import { interruptTerminated } from './interrupt-terminated.js';
import { findGoodFile, settlePronoteDuplicates } from './pronote-duplicates.js';

const UNFINISHED: readonly StuckImport['status'][] = ['received', 'running'];

/** The import's own rows, as its attempts write them. Every write checks the fence and may be repeated. */
export class ImportRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Starts the attempt: fence taken and status `running`, in one transaction. Asking again for the same attempt answers the
   * same generation; an attempt that is over, superseded or cancelled meanwhile answers its status instead.
   */
  async claim(attempt: { importId: string; attempt: number }, now: Date): Promise<Claim> {
    return this.#database
      .transaction(async (tx) => {
        // The fence before the import's row, like every other writer: who waits here for the attempt before is then told
        // what that attempt made of this import.
        const generation = await acquireFence(tx, attempt, now);
        const before = await lockUnfinished(tx, attempt);
        if (before === undefined) throw new AttemptIsOver();
        if (before.status === 'received') await startAttempt(tx, attempt.importId, now);
        return { taken: true as const, generation };
      })
      .catch(async (error: unknown) => {
        if (!(error instanceof AttemptIsOver)) throw error;
        return { taken: false as const, status: await this.status(attempt.importId) };
      });
  }

  /** @throws when there is no such import */
  async status(importId: string): Promise<ImportStatus> {
    const found = await this.#database.fork().findOne(ImportEntity, { id: importId }, { fields: ['status'] });
    if (found === null) throw new Error(`There is no import ${importId}.`);
    return found.status;
  }

  /** Login of who asked this attempt to stop; undefined when nobody did through us. */
  async cancelledBy({ importId, attempt }: ImportRun): Promise<string | undefined> {
    const cancel = await this.#database.query
      .selectFrom('importDecision')
      .select('decidedBy')
      .where('importId', '=', importId)
      .where('attempt', '=', attempt)
      .where('decision', '=', 'cancel')
      .executeTakeFirst();
    return cancel?.decidedBy;
  }

  /**
   * Ends an attempt whose workflow was terminated by hand: nobody else will. False when it is over or has published, which
   * another attempt brings to its end.
   */
  async interruptTerminated(
    { importId, attempt }: Pick<ImportRun, 'importId' | 'attempt'>,
    now: Date,
  ): Promise<boolean> {
    return this.#database.transaction((tx) => interruptTerminated(tx, { importId, attempt }, now));
  }

  /** Read without lock. */
  loadContext(run: ImportRun): Promise<ImportContext> {
    return readImportContext(this.#database.query, run);
  }

  /**
   * The `EDT_…` file deposited at the same place as this `EDT_PRONOTE…` one, at most two minutes before or after it,
   * unless it was rejected, cancelled or is no timetable: it may still be waiting.
   */
  goodFile({ run }: Pick<ImportContext, 'run'>): Promise<GoodFile | undefined> {
    return findGoodFile(this.#database.query, run.importId);
  }

  /** Beside what imports that ended after `since` left, and the last one integrated for the same target. */
  tellingHistory(run: ImportRun, since: Date): Promise<TellingHistory> {
    return readTellingHistory(this.#database.query, run, since);
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
   * Stores what validation found (replacing an earlier try's) and ends the step. An accepted or known file supersedes
   * older imports of its target; duplicates rejected before it are settled.
   */
  async recordValidation(
    run: ImportRun,
    record: ValidationRecord,
    result: StepResult,
    now: Date,
  ): Promise<void> {
    await this.#write(run, async (tx) => {
      await replaceFindings(tx, run.importId, record);
      await finishStep(tx, run.importId, 'validation', result, now);
      if (record.verdict !== 'discarded') await supersedeOlder(tx, run.importId, record.verdict, now);
      await settlePronoteDuplicates(tx, run.importId, { isGood: record.verdict !== 'discarded' }, now);
    });
  }

  /**
   * Ends the attempt with its outcome in one transaction: status, mails to send, fence released, staging emptied unless
   * held. The first completion of an attempt stands: a later one changes nothing.
   *
   * @throws FencedError when another attempt has taken the establishments over
   */
  async complete(run: ImportRun, completion: Completion, now: Date): Promise<void> {
    await this.#database.transaction((tx) => completeImport(tx, run, completion, now));
  }

  /**
   * Imports received or running that were last handed to Temporal more than `idleSeconds` ago, by the database's clock.
   * Most of them just take long: who asks looks at their workflows before queueing them again.
   */
  async stuck(idleSeconds: number): Promise<StuckImport[]> {
    const recently = sql<Date>`now() - make_interval(secs => ${idleSeconds})`;
    return this.#database.query
      .selectFrom('import')
      .select(['id as importId', 'campusCode', 'attempt', 'status'])
      .where('status', 'in', UNFINISHED)
      .where((of) =>
        of.not(
          of.exists(
            of
              .selectFrom('outbox')
              .whereRef('outbox.importId', '=', 'import.id')
              .where((entry) =>
                entry.or([entry('outbox.doneAt', 'is', null), entry('outbox.doneAt', '>', recently)]),
              ),
          ),
        ),
      )
      .orderBy('receivedAt')
      .orderBy('id')
      .$narrowType<{ status: StuckImport['status'] }>()
      .execute();
  }

  /**
   * Queues one more attempt of a stuck import, unless somebody has done so meanwhile. The new attempt's fence shuts out
   * whatever still writes; what a person approved stays approved.
   */
  async requeueStuck({ importId, attempt }: StuckImport, now: Date): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const found = await lockUnfinished(tx, { importId, attempt });
      if (found === undefined) return false;
      const approved = found.approvedPlanHash === null ? {} : { approvedPlanHash: found.approvedPlanHash };
      await requeue(tx, importId, { priority: 5, ...approved }, now);
      return true;
    });
  }

  async #write(run: ImportRun, work: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await assertFence(tx, run);
      await work(tx);
    });
  }
}

/** Rolls the claim back: its fence must not be taken from whoever holds it. */
class AttemptIsOver extends Error {
  override readonly name = 'AttemptIsOver';
}

/** The import, locked, unless this attempt is over. */
function lockUnfinished(
  { query }: Transaction,
  { importId, attempt }: Pick<ImportRun, 'importId' | 'attempt'>,
) {
  return query
    .selectFrom('import')
    .select(['status', 'approvedPlanHash'])
    .where('id', '=', importId)
    .where('attempt', '=', attempt)
    .where('status', 'in', UNFINISHED)
    .forUpdate()
    .executeTakeFirst();
}

async function startAttempt(tx: Transaction, importId: string, now: Date): Promise<void> {
  const { campusCode } = await tx.query
    .updateTable('import')
    .set((begun) => ({
      status: 'running',
      claimedAt: begun.fn.coalesce('claimedAt', begun.val(now)),
      endedAt: null,
      messageCode: null,
      message: null,
    }))
    .where('id', '=', importId)
    .returning('campusCode')
    .executeTakeFirstOrThrow();
  await settleNextActors(tx, campusCode, [importId]);
  // The file was transferred once; everything after is done again by each attempt.
  await tx.em.nativeUpdate(
    ImportStepEntity,
    { importId, step: { $ne: 'transfer' }, state: { $ne: 'pending' } },
    { state: 'pending', startedAt: null, endedAt: null, counts: {}, message: null },
  );
  await announceStatus(tx, importId, now);
}

/** In place of what an earlier try found. */
async function replaceFindings(
  { em }: Transaction,
  importId: string,
  record: ValidationRecord,
): Promise<void> {
  const { format, formatVersion, software, timetableSha256, schoolYear, counts, problems } = record;
  const { occurrences = [] } = record;
  await em.nativeUpdate(
    ImportEntity,
    { id: importId },
    {
      format: format ?? null,
      formatVersion: formatVersion ?? null,
      software: software ?? null,
      timetableSha256: timetableSha256 ?? null,
      schoolYear: schoolYear ?? null,
      counts,
    },
  );
  await em.nativeDelete(ImportProblemEntity, { importId });
  await em.nativeDelete(ImportProblemOccurrenceEntity, { importId });
  if (problems.length === 0) return;
  await em.insertMany(
    ImportProblemEntity,
    problems.map((problem, rank) => ({ ...problem, rank, importId })),
  );
  if (occurrences.length === 0) return;
  await em.insertMany(
    ImportProblemOccurrenceEntity,
    occurrences.map(({ place = null, value = null, line = null, cause = null, ...occurrence }, position) => ({
      ...occurrence,
      ...{ importId, position, place, value, line, cause },
    })),
  );
}
