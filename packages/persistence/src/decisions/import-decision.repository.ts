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
import { closeSteps } from '../imports/close-steps.js';
import { announceStatus } from '../imports/import-event.js';
import { withdrawMails } from '../outbox/withdraw-mails.js';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';
import { clearStaging } from '../vie-scolaire/staging-cleanup.js';
import { baseVersions, inputVersions } from '../vie-scolaire/versions.js';
import { requeue } from './requeue.js';

/** What became of a decision. Anything but `done` changed nothing, save that `replanning` queued a new computation. */
export type DecisionOutcome =
  | { readonly kind: 'done'; readonly status: ImportStatus; readonly round: number }
  /** The base, matches, settings or directory changed since the plan: it is being computed again, priority first. */
  | { readonly kind: 'replanning' }
  /** Held on another plan than the one named. */
  | { readonly kind: 'plan_changed' }
  /** The status does not admit the decision; who decided last, if somebody did. */
  | {
      readonly kind: 'not_possible';
      readonly status: ImportStatus;
      readonly round: number;
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
}

interface ImportState extends DecidableImport {
  readonly campusCode: string;
  readonly supersededBy: string | null;
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

  /** Queues one more round that may apply this plan, and no other, over a blocking threshold. */
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
          await requeue(tx, importId, { priority: 1 }, actor.at);
          return { kind: 'replanning' };
        case 'approve': {
          await record(tx, importId, state, { decision: 'approve', planHash, reason }, actor);
          const round = await requeue(tx, importId, { priority: 1, approvedPlanHash: planHash }, actor.at);
          return { kind: 'done', status: 'received', round };
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
      await close(tx, importId, 'refused', refusedMessage(actor.login), actor.at);
      return { kind: 'done', status: 'refused', round: state.round };
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
   * or another round has begun.
   */
  cancelOrphan(
    importId: string,
    round: number,
    reason: string | undefined,
    actor: Actor,
  ): Promise<DecisionOutcome> {
    return this.#decideAlone(importId, async (tx, state) => {
      if (!canBeAskedToStop(state) || state.round !== round) return notPossible(tx, importId, state);
      return cancelNow(tx, importId, state, reason, actor);
    });
  }

  /** Keeps who asked a running round to stop. The first one is kept. Waits for nothing the round is writing. */
  async noteCancellation(importId: string, reason: string | undefined, actor: Actor): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const state = await readState(tx, importId);
      if (!canBeAskedToStop(state)) return;
      await record(tx, importId, state, { decision: 'cancel', planHash: null, reason }, actor);
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
      const round = await requeue(tx, importId, { priority: 1, ...approved }, actor.at);
      return { kind: 'done', status: 'received', round };
    });
  }

  /**
   * A running import holds its fence and its row for as long as its transactions last: nobody waits for them only to be
   * told that it runs. `decide` must change nothing then.
   */
  async #decide<T>(
    importId: string,
    decide: (tx: Transaction, state: ImportState) => Promise<T>,
  ): Promise<T> {
    const state = await readState(this.#database.sql, importId);
    return state.status === 'running'
      ? this.#database.transaction((tx) => decide(tx, state))
      : this.#decideAlone(importId, decide);
  }

  #decideAlone<T>(importId: string, decide: (tx: Transaction, state: ImportState) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (tx) => {
      // Fences before the import, like every other writer.
      await tx.run('SELECT FROM fence WHERE import_id = $1 ORDER BY establishment_id FOR UPDATE', [importId]);
      return decide(tx, await readState(tx, importId, 'FOR UPDATE'));
    });
  }
}

async function readState(sql: Sql, importId: string, lock: '' | 'FOR UPDATE' = ''): Promise<ImportState> {
  const state = await sql.first<Omit<ImportState, 'isPlanCurrent'>>(
    `SELECT campus_code AS "campusCode", status, round, plan_hash AS "planHash",
            approved_plan_hash AS "approvedPlanHash", published IS NOT NULL AS "isPublished",
            superseded_by AS "supersededBy"
       FROM import WHERE id = $1 ${lock}`,
    [importId],
  );
  if (state === undefined) throw new Error(`There is no import ${importId}.`);
  return { ...state, isPlanCurrent: await isPlanCurrent(sql, importId) };
}

/** Whether nothing that the plan depends on has changed since it was computed. */
async function isPlanCurrent(tx: Sql, importId: string): Promise<boolean> {
  const plan = await tx.first<{ versions: string | null; campusCode: string; establishmentIds: string[] }>(
    `SELECT plan_versions AS versions, campus_code AS "campusCode", establishment_ids AS "establishmentIds"
       FROM import WHERE id = $1`,
    [importId],
  );
  if (plan === undefined) return false;
  const inputs = await inputVersions(tx, plan.campusCode);
  return plan.versions === planVersions(inputs, await baseVersions(tx, plan.establishmentIds));
}

async function cancelNow(
  tx: Transaction,
  importId: string,
  state: ImportState,
  reason: string | undefined,
  actor: Actor,
): Promise<DecisionOutcome> {
  await record(tx, importId, state, { decision: 'cancel', planHash: null, reason }, actor);
  await close(tx, importId, 'cancelled', cancelledMessage(actor.login), actor.at);
  // An interrupted round may have left its lock behind.
  await tx.run('UPDATE fence SET released_at = $2 WHERE import_id = $1 AND released_at IS NULL', [
    importId,
    actor.at,
  ]);
  return { kind: 'done', status: 'cancelled', round: state.round };
}

async function close(
  tx: Transaction,
  importId: string,
  status: 'refused' | 'cancelled',
  message: string,
  at: Date,
): Promise<void> {
  await tx.run(
    `UPDATE import SET status = $2, message_code = $2, message = $3, ended_at = $4, next_actor = 'nobody'
      WHERE id = $1`,
    [importId, status, message, at],
  );
  await closeSteps(tx, [importId], 'skipped', at);
  await clearStaging(tx, [importId]);
  await withdrawMails(tx, [importId]);
  await announceStatus(tx, importId, at);
}

async function record(
  tx: Transaction,
  importId: string,
  { campusCode, round }: ImportState,
  decision: { decision: Decision; planHash: string | null; reason: string | undefined },
  actor: Actor,
): Promise<void> {
  const written = await tx.run(
    `INSERT INTO import_decision (import_id, round, decision, plan_hash, reason, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (import_id, round) DO NOTHING`,
    [importId, round, decision.decision, decision.planHash, decision.reason, actor.login, actor.at],
  );
  if (written === 0) return;
  recordAudit(tx, {
    at: actor.at,
    actor: actor.login,
    action: `import.${decision.decision}`,
    campusCode,
    subject: importId,
    detail: { round, reason: decision.reason ?? null },
  });
}

async function notPossible(
  tx: Transaction,
  importId: string,
  { status, round, isPublished, supersededBy }: ImportState,
): Promise<DecisionOutcome> {
  const last = await tx.first<{ decision: Decision; by: string; at: Date }>(
    `SELECT decision, decided_by AS by, decided_at AS at FROM import_decision
      WHERE import_id = $1 ORDER BY id DESC LIMIT 1`,
    [importId],
  );
  return {
    kind: 'not_possible',
    status,
    round,
    isPublished,
    supersededBy,
    ...(last === undefined ? {} : { last }),
  };
}
