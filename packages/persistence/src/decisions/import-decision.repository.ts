import {
  canBeAskedToStop,
  canBeCancelled,
  canBeRefused,
  canBeRetried,
  cancelledMessage,
  judgeApproval,
  planVersions,
  refusedMessage,
  type DecidableImport,
  type Decision,
  type ImportStatus,
} from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Actor } from '../campus/campus.repository.js';
import type { Database } from '../database.js';
import { closeImport } from '../imports/close-import.js';
import { lockFencesOf } from '../imports/fence.js';
import type { Transaction } from '../transaction.js';
import { stateVersions, inputVersions } from '../vie-scolaire/versions.js';
import { requeue } from './requeue.js';

/** What became of a decision. Anything but `done` changed nothing, save that `replanning` queued a new computation. */
export type DecisionOutcome =
  | { readonly kind: 'done'; readonly status: ImportStatus; readonly attempt: number }
  /** The current state, matches, settings or directory changed since the plan: it is being computed again, priority first. */
  | { readonly kind: 'replanning' }
  /** Held on another plan than the one named. */
  | { readonly kind: 'plan_changed' }
  /** The status does not admit the decision; who decided last, if somebody did. */
  | {
      readonly kind: 'not_possible';
      readonly status: ImportStatus;
      readonly attempt: number;
      /** Its sessions are there already, whatever remains to be noted. */
      readonly isPublished: boolean;
      /** The newer import that replaced it. */
      readonly supersededBy: string | null;
      readonly last?: LastDecision;
    };

export interface LastDecision {
  readonly decision: Decision;
  readonly by: string;
  readonly at: Date;
  /** IANA, of the campus's first establishment: people there read `at` by it. */
  readonly timeZone: string;
}

interface ImportState extends DecidableImport {
  readonly campusCode: string;
  readonly supersededBy: string | null;
}

interface DecisionToRecord {
  readonly decision: Decision;
  readonly planHash: string | null;
  readonly reason: string | undefined;
}

/**
 * People's decisions on imports. Each is one transaction on the locked import: of two people at once the first wins, and
 * the second reads what the first did.
 */
export class ImportDecisionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Queues one more attempt that may apply this plan, and no other, over a blocking threshold. */
  approve(
    importId: string,
    planHash: string,
    reason: string | undefined,
    actor: Actor,
  ): Promise<DecisionOutcome> {
    return this.#decide(importId, async (tx, state) => {
      const approval = judgeApproval(state, planHash);
      switch (approval) {
        case 'not_possible':
          return notPossible(tx, importId, state);
        case 'replan':
          await requeue(tx, importId, { priority: 1, isAsked: true }, actor.at);
          return { kind: 'replanning' };
        case 'approve': {
          await record(tx, importId, state, { decision: 'approve', planHash, reason }, actor);
          const attempt = await requeue(
            tx,
            importId,
            { priority: 1, isAsked: true, approvedPlanHash: planHash },
            actor.at,
          );
          return { kind: 'done', status: 'received', attempt };
        }
        case 'replanning':
        case 'plan_changed':
          return { kind: approval };
      }
    });
  }

  /** Closes a held import for good. */
  refuse(importId: string, reason: string | undefined, actor: Actor): Promise<DecisionOutcome> {
    return this.#decide(importId, async (tx, state) => {
      if (!canBeRefused(state)) return notPossible(tx, importId, state);
      await record(tx, importId, state, { decision: 'refuse', planHash: state.planHash, reason }, actor);
      const ending = { status: 'refused', message: refusedMessage(actor.login) } as const;
      await closeImport(tx, { importId, campusCode: state.campusCode }, ending, actor.at);
      return { kind: 'done', status: 'refused', attempt: state.attempt };
    });
  }

  /**
   * Cancels an import that waits, is held or was interrupted. One that runs is `not_possible`: its workflow is to be
   * asked, after `noteCancellation`.
   */
  cancel(importId: string, reason: string | undefined, actor: Actor): Promise<DecisionOutcome> {
    return this.#decide(importId, async (tx, state) => {
      if (!canBeCancelled(state)) return notPossible(tx, importId, state);
      return cancelNow(tx, importId, state, reason, actor);
    });
  }

  /**
   * Cancels an import whose workflow is gone, which therefore nobody else will end. `not_possible` when it has published
   * or another attempt has begun.
   */
  cancelOrphan(
    importId: string,
    attempt: number,
    reason: string | undefined,
    actor: Actor,
  ): Promise<DecisionOutcome> {
    return this.#decideAlone(importId, async (tx, state) => {
      if (!canBeAskedToStop(state) || state.attempt !== attempt) return notPossible(tx, importId, state);
      return cancelNow(tx, importId, state, reason, actor);
    });
  }

  /**
   * Keeps who asked a running attempt to stop. The first one is kept. Waits for nothing the attempt is writing.
   *
   * @returns whose import it is
   */
  noteCancellation(
    importId: string,
    reason: string | undefined,
    actor: Actor,
  ): Promise<{ readonly campusCode: string }> {
    return this.#database.transaction(async (tx) => {
      const state = await readState(tx, importId);
      const { campusCode } = state;
      if (canBeAskedToStop(state))
        await record(tx, importId, state, { decision: 'cancel', planHash: null, reason }, actor);
      return { campusCode };
    });
  }

  /** Queues an interrupted import again, with what had been approved. */
  retry(importId: string, reason: string | undefined, actor: Actor): Promise<DecisionOutcome> {
    return this.#decide(importId, async (tx, state) => {
      if (!canBeRetried(state)) return notPossible(tx, importId, state);
      await record(
        tx,
        importId,
        state,
        { decision: 'retry', planHash: state.approvedPlanHash, reason },
        actor,
      );
      const approved = state.approvedPlanHash === null ? {} : { approvedPlanHash: state.approvedPlanHash };
      const attempt = await requeue(tx, importId, { priority: 1, isAsked: true, ...approved }, actor.at);
      return { kind: 'done', status: 'received', attempt };
    });
  }

  /**
   * A running import holds its fence and its row for as long as its transactions last: nobody waits for them only to be
   * told that it runs. `decide` must change nothing then.
   */
  #decide<T>(importId: string, decide: (tx: Transaction, state: ImportState) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (tx) => {
      const state = await readState(tx, importId);
      return decide(tx, state.status === 'running' ? state : await lockState(tx, importId));
    });
  }

  #decideAlone<T>(importId: string, decide: (tx: Transaction, state: ImportState) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (tx) => decide(tx, await lockState(tx, importId)));
  }
}

/** Until the end of the transaction, nobody else decides about the import or writes for it. */
async function lockState(tx: Transaction, importId: string): Promise<ImportState> {
  // Fences before the import, like every other writer.
  await lockFencesOf(tx, importId);
  await tx.query.selectFrom('import').select('id').where('id', '=', importId).forUpdate().execute();
  return readState(tx, importId);
}

async function readState(tx: Transaction, importId: string): Promise<ImportState> {
  const found = await tx.query
    .selectFrom('import')
    .select((of) => [
      'campusCode',
      'establishmentIds',
      'status',
      'attempt',
      'planHash',
      'planVersions',
      'approvedPlanHash',
      of('published', 'is not', null).$castTo<boolean>().as('isPublished'),
      'supersededBy',
      of
        .selectFrom('deposit')
        .whereRef('deposit.id', '=', 'import.id')
        .select((deposit) => deposit('sourceDeletedAt', 'is', null).$castTo<boolean>().as('isKept'))
        .$asScalar()
        .$notNull()
        .as('isSourceKept'),
    ])
    .where('id', '=', importId)
    .executeTakeFirst();
  if (found === undefined) throw new Error(`There is no import ${importId}.`);
  const { establishmentIds, planVersions: versions, ...state } = found;
  const inputs = await inputVersions(tx, state.campusCode);
  const current = await stateVersions(tx, establishmentIds);
  return { ...state, isPlanCurrent: versions === planVersions(inputs, current) };
}

async function cancelNow(
  tx: Transaction,
  importId: string,
  state: ImportState,
  reason: string | undefined,
  actor: Actor,
): Promise<DecisionOutcome> {
  await record(tx, importId, state, { decision: 'cancel', planHash: null, reason }, actor);
  const ending = { status: 'cancelled', message: cancelledMessage(actor.login) } as const;
  await closeImport(tx, { importId, campusCode: state.campusCode }, ending, actor.at);
  return { kind: 'done', status: 'cancelled', attempt: state.attempt };
}

async function record(
  tx: Transaction,
  importId: string,
  { campusCode, attempt }: ImportState,
  { decision, planHash, reason }: DecisionToRecord,
  actor: Actor,
): Promise<void> {
  const { numInsertedOrUpdatedRows: written } = await tx.query
    .insertInto('importDecision')
    .values({
      importId,
      attempt,
      decision,
      planHash,
      reason: reason ?? null,
      decidedBy: actor.login,
      decidedAt: actor.at,
    })
    .onConflict((taken) => taken.columns(['importId', 'attempt', 'decision']).doNothing())
    .executeTakeFirst();
  if (written === 0n) return;
  recordAudit(tx, {
    at: actor.at,
    actor: actor.login,
    action: `import.${decision}`,
    campusCode,
    subject: importId,
    detail: { attempt, reason: reason ?? null },
  });
}

async function notPossible(
  tx: Transaction,
  importId: string,
  { campusCode, status, attempt, isPublished, supersededBy }: ImportState,
): Promise<DecisionOutcome> {
  const last = await tx.query
    .selectFrom('importDecision')
    .select((of) => [
      'decision',
      'decidedBy as by',
      'decidedAt as at',
      of
        .selectFrom('establishment')
        .where('campusCode', '=', campusCode)
        .orderBy('position')
        .limit(1)
        .select('timeZone')
        .$asScalar()
        .$notNull()
        .as('timeZone'),
    ])
    .where('importId', '=', importId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    kind: 'not_possible',
    status,
    attempt,
    isPublished,
    supersededBy,
    ...(last === undefined ? {} : { last }),
  };
}
