import type {
  ComingAudiences,
  Counts,
  ImportRun,
  ImportTarget,
  KeptMemberships,
  MembershipDiffCounts,
  StatedMembership,
  SessionDiffCounts,
  SessionDraft,
  PublishInput,
  SavedPlan,
  SessionDiffInput,
  StepResult,
} from '@timetable/domain';
import type { Database } from '../database.js';
import { assertFence, assertFenceOfPassingWrite } from '../imports/fence.js';
import { finishStep } from '../imports/announce-event.js';
import type { Transaction } from '../transaction.js';
import { comingAudiences } from './coming-audiences.js';
import { keepMemberships } from './keep-memberships.js';
import { diffMemberships, type MembershipDiffInput } from './membership-diff.js';
import { publish } from './publish.js';
import { savePlan } from './save-plan.js';
import { ensureSessionPartition } from './school-year-rows.js';
import { diffSessions, preferSets } from './session-diff.js';
import { isStaged, stageMemberships, stageSessions } from './session-staging.js';
import { undoesImport } from './undoes-import.js';

/** An import's plan, from staging to publication. Every write checks the fence and may be repeated. */
export class PlanRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Replaces what an earlier try staged. Streams: never holds all sessions in memory. Returns how many. */
  stageSessions(run: ImportRun, sessions: Iterable<SessionDraft>): Promise<number> {
    return this.#stage(run, (tx) => stageSessions(tx, run.importId, sessions));
  }

  stageMemberships(
    run: ImportRun,
    rows: Iterable<StatedMembership & { readonly groupKey: string }>,
  ): Promise<number> {
    return this.#stage(run, (tx) => stageMemberships(tx, run.importId, rows));
  }

  /** After `stageMemberships`: those that stay whatever the file says. Returns how many would have ended or changed. */
  keepMemberships(
    run: ImportRun,
    scope: { readonly target: ImportTarget; readonly schoolYear: string; readonly on: string },
    kept: KeptMemberships,
  ): Promise<number> {
    const { target, schoolYear, on } = scope;
    const establishmentIds = target.establishments.map(({ id }) => id);
    const { campusCode } = target;
    const { importId } = run;
    return this.#stage(run, (tx) =>
      keepMemberships(tx, { importId, campusCode, schoolYear, establishmentIds, on }, kept),
    );
  }

  /** Compares staged sessions with the current state, stores the differences, returns counts and an order-free digest of them. */
  diffSessions(
    run: ImportRun,
    input: SessionDiffInput,
  ): Promise<{ counts: SessionDiffCounts; digest: string }> {
    return this.#stage(run, (tx) => diffSessions(tx, run.importId, input));
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

  /** Compares staged memberships with the current state; nothing is visible yet. */
  diffMemberships(
    run: ImportRun,
    {
      target,
      ...input
    }: Omit<MembershipDiffInput, 'importId' | 'campusCode' | 'establishmentIds'> & { target: ImportTarget },
  ): Promise<MembershipDiffCounts> {
    const { campusCode, establishments } = target;
    const establishmentIds = establishments.map(({ id }) => id);
    return this.#stage(run, async (tx) => {
      await preferSets(tx);
      return diffMemberships(tx, { importId: run.importId, campusCode, establishmentIds, ...input });
    });
  }

  /** Whom the sessions to come are for, in the current state and in the file; once sessions are compared. */
  comingAudiences(
    run: ImportRun,
    input: Pick<SessionDiffInput, 'target' | 'schoolYear' | 'frozenBefore' | 'now'>,
  ): Promise<ComingAudiences> {
    return this.#stage(run, (tx) => comingAudiences(tx, run.importId, input));
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
    return this.#write(run, (tx) => publish(tx, run.importId, input, now));
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
