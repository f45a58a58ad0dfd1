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
import { keepBroughtStswebExport } from '../campus/stsweb-export.repository.js';
import type { Database } from '../database.js';
import { requeue } from '../decisions/requeue.js';
import { announceFreePlace } from '../outbox/outbox.repository.js';
import type { Transaction } from '../transaction.js';
import { completeImport } from './complete-import.js';
import { acquireFence, assertFence, lockFencesOf, releaseFencesOf } from './fence.js';
import { laterPublished, OvertakenError } from './later-published.js';
import { stopAskedBy } from './stop-asked.js';
import { readImportContext } from './read-import-context.js';
import { announceStatus, beginOwnStep, finishOwnStep, finishStep } from './announce-event.js';
import { ImportProblemOccurrenceEntity } from './import-problem-occurrence.entity.js';
import { ImportProblemEntity } from './import-problem.entity.js';
import type { GoodFile, StuckImport } from './stuck-import.js';
import { ImportStepEntity } from './import-step.entity.js';
import { ImportEntity } from './import.entity.js';
import { settleNextActors } from './settle-next-actors.js';
import { supersede, supersedeOlder } from './supersede-older.js';
import { lockUnfinished, UNFINISHED } from './lock-unfinished.js';
import { readTellingHistory } from './telling-history.js';
import { interruptTerminated } from './interrupt-terminated.js';
import { findGoodFile, settlePronoteDuplicates } from './pronote-duplicates.js';

/** The import's own rows, as its attempts write them. Every write checks the fence and may be repeated. */
export class ImportRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Starts the attempt: fence taken and status `running`, in one transaction. Asking again for the same attempt answers the
   * same generation; an attempt that is over, superseded or cancelled meanwhile answers its status instead. One that would
   * put its timetable over that of a later deposit is superseded by it, and takes no fence from anybody.
   */
  async claim(attempt: { importId: string; attempt: number }, now: Date): Promise<Claim> {
    return this.#database
      .transaction(async (tx) => {
        // The fence before the import's row, like every other writer: who waits here for the attempt before is then told
        // what that attempt made of this import.
        const generation = await acquireFence(tx, attempt, now);
        const before = await lockUnfinished(tx, attempt);
        if (before === undefined) throw new AttemptIsOver();
        const later = before.isPublished ? undefined : await laterPublished(tx, attempt.importId);
        if (later !== undefined) throw new OvertakenError(attempt.importId, later);
        if (before.status === 'received') await startAttempt(tx, attempt.importId, now);
        return { taken: true as const, generation };
      })
      .catch(async (error: unknown) => {
        if (error instanceof OvertakenError) await this.#giveWay(attempt, now);
        else if (!(error instanceof AttemptIsOver)) throw error;
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
  cancelledBy(run: ImportRun): Promise<string | undefined> {
    return stopAskedBy(this.#database.query, run);
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
    await beginOwnStep(this.#database.sql, run, step, now);
  }

  async endStep(run: ImportRun, step: ImportStep, result: StepResult, now: Date): Promise<void> {
    await finishOwnStep(this.#database.sql, run, step, result, now);
  }

  async passStep(run: ImportRun, step: ImportStep, result: StepResult, now: Date): Promise<void> {
    await finishOwnStep(this.#database.sql, run, step, { beginning: true, ...result }, now);
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
      const { stswebExport } = record;
      if (stswebExport !== undefined) await keepBroughtStswebExport(tx, run.importId, stswebExport, now);
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
   * Imports received or running that do not wait in a queue: under way, or without any place in it. Most of them are well: who
   * asks looks at their workflows before queueing them again. Times are the database's own.
   */
  async stuck(): Promise<StuckImport[]> {
    const found = await this.#database.query
      .selectFrom('import')
      .leftJoin('outbox', (place) =>
        place
          .onRef('outbox.importId', '=', 'import.id')
          .onRef('outbox.attempt', '=', 'import.attempt')
          .on('outbox.doneAt', 'is', null),
      )
      .select((of) => [
        'import.id as importId',
        'import.campusCode',
        'import.attempt',
        'import.status',
        sql<number | null>`extract(epoch FROM now() - ${of.ref('outbox.handedAt')})::float8`.as('seconds'),
      ])
      .where('import.status', 'in', UNFINISHED)
      .where((of) => of.or([of('outbox.id', 'is', null), of('outbox.handedAt', 'is not', null)]))
      .orderBy('import.receivedAt')
      .orderBy('import.id')
      .$narrowType<{ status: StuckImport['status'] }>()
      .execute();
    return found.map(({ seconds, ...stuck }) => ({ ...stuck, underWaySeconds: seconds ?? undefined }));
  }

  /**
   * Queues one more attempt of a stuck import, unless somebody has done so meanwhile. The new attempt's fence shuts out
   * whatever still writes; what a person approved stays approved.
   */
  async requeueStuck(
    { importId, attempt }: Pick<StuckImport, 'importId' | 'attempt'>,
    now: Date,
    delaySeconds = 0,
  ): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const found = await lockUnfinished(tx, { importId, attempt });
      if (found === undefined) return false;
      const approved = found.approvedPlanHash === null ? {} : { approvedPlanHash: found.approvedPlanHash };
      await requeue(tx, importId, { priority: 5, delaySeconds, ...approved }, now);
      return true;
    });
  }

  /** Its own fences before the import's row, like every other writer; those it held are freed. */
  async #giveWay(attempt: { importId: string; attempt: number }, now: Date): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await lockFencesOf(tx, attempt.importId);
      const unfinished = await lockUnfinished(tx, attempt);
      if (unfinished === undefined) return;
      const later = await laterPublished(tx, attempt.importId);
      if (later === undefined) return;
      const { campusCode } = unfinished;
      await supersede(tx, [attempt.importId], later, now);
      await releaseFencesOf(tx, attempt.importId, now);
      await announceFreePlace(tx, campusCode);
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
  const { format, formatVersion, software, exportedAt, exportedBy, timetableSha256, schoolYear } = record;
  const { counts, problems, occurrences = [] } = record;
  await em.nativeUpdate(
    ImportEntity,
    { id: importId },
    {
      format: format ?? null,
      formatVersion: formatVersion ?? null,
      software: software ?? null,
      exportedAt: exportedAt ?? null,
      exportedBy: exportedBy ?? null,
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
    // What errors are called is for the sentence that counts them.
    problems.map(({ noun: _noun, ...problem }, rank) => ({ ...problem, rank, importId })),
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
