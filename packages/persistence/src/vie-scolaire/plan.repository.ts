import type {
  Counts,
  ImportRun,
  ImportTarget,
  PublishInput,
  SavedPlan,
  SessionDiffInput,
  StagedContent,
  StagedDiff,
  StagedDiffInput,
  StepResult,
} from '@timetable/domain';
import type { Database } from '../database.js';
import { assertFence, assertFenceOfPassingWrite } from '../imports/fence.js';
import { finishStep } from '../imports/announce-event.js';
import type { Transaction } from '../transaction.js';
import { comingAudiences } from './coming-audiences.js';
import { keepMemberships } from './keep-memberships.js';
import { diffMemberships } from './membership-diff.js';
import { publish } from './publish.js';
import { savePlan } from './save-plan.js';
import { ensureSessionPartition } from './school-year-rows.js';
import { diffSessions, preferHashedSets } from './session-diff.js';
import { isStaged, stageMemberships, stageSessions } from './session-staging.js';
import { undoesImport } from './undoes-import.js';

/** An import's plan, from staging to publication. Every write checks the fence and may be repeated. */
export class PlanRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Replaces what an earlier try staged. Streams: never holds all sessions in memory. Returns how many memberships that stay
   * whatever the file says would have ended or changed.
   */
  stage(
    run: ImportRun,
    {
      target,
      schoolYear,
      on,
    }: { readonly target: ImportTarget; readonly schoolYear: string; readonly on: string },
    file: StagedContent,
  ): Promise<number> {
    const { importId } = run;
    const establishmentIds = target.establishments.map(({ id }) => id);
    const { campusCode } = target;
    return this.#stage(run, async (tx) => {
      await stageSessions(tx, importId, file.sessions);
      await stageMemberships(tx, importId, file.memberships);
      const scope = { importId, campusCode, schoolYear, establishmentIds, on };
      return keepMemberships(tx, scope, file.keptMemberships);
    });
  }

  /**
   * Compares what is staged with the current state and stores the differences of sessions; nothing is visible yet. The digest of
   * these is free of their order.
   */
  compare(run: ImportRun, input: StagedDiffInput): Promise<StagedDiff> {
    const { importId } = run;
    const { schoolYear, on, firstOfYear } = input;
    const { campusCode, establishments } = input.target;
    const establishmentIds = establishments.map(({ id }) => id);
    return this.#stage(run, async (tx) => {
      await preferHashedSets(tx);
      const { counts, digest } = await diffSessions(tx, importId, input);
      const scope = { importId, campusCode, establishmentIds, schoolYear, on, firstOfYear };
      return {
        ...{ sessions: counts, sessionDigest: digest },
        memberships: await diffMemberships(tx, scope),
        coming: await comingAudiences(tx, importId, input),
      };
    });
  }

  /** Stores the plan (changes, verdicts, matches, hash, versions), replacing an earlier try's, and ends the step. */
  async savePlan(run: ImportRun, plan: SavedPlan, result: StepResult, now: Date): Promise<void> {
    await this.#write(run, async (tx) => {
      await savePlan(tx, run.importId, plan);
      await finishStep(tx, run.importId, 'thresholds', result, now);
    });
  }

  /** False when the server lost the unlogged staging since it was filled, or a part was never filled. */
  isStaged(run: ImportRun): Promise<boolean> {
    return isStaged(this.#database.sql, run.importId);
  }

  /** Whether publishing would give back, of sessions and memberships, all that an earlier import found and nothing else. */
  undoesImport(
    run: ImportRun,
    lastImportId: string,
    input: Pick<SessionDiffInput, 'target' | 'schoolYear' | 'frozenBefore'> & { readonly on: string },
  ): Promise<boolean> {
    return this.#stage(run, (tx) => undoesImport(tx, { importId: run.importId, lastImportId, ...input }));
  }

  /**
   * Publishes everything in one transaction under the fence: changes, memberships, sessions, school year opened by the
   * first import. Asked again after it has published, answers the same counts and writes nothing.
   */
  async publish(run: ImportRun, input: PublishInput, now: Date): Promise<Counts> {
    await ensureSessionPartition(this.#database, input.schoolYear);
    return this.#write(run, (tx) => publish(tx, run, input, now));
  }

  /** Whether this import has published: a cancel or a failure that comes later cannot undo it. */
  async isPublished(run: ImportRun): Promise<boolean> {
    const published = await this.#database.query
      .selectFrom('import')
      .select('id')
      .where('id', '=', run.importId)
      .where('published', 'is not', null)
      .executeTakeFirst();
    return published !== undefined;
  }

  /** Into tables that a crash of the server empties. */
  #stage<T>(run: ImportRun, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (tx) => {
      await assertFenceOfPassingWrite(tx, run);
      return work(tx);
    });
  }

  #write<T>(run: ImportRun, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (tx) => {
      await assertFence(tx, run);
      return work(tx);
    });
  }
}
