import { Inject, Injectable } from '@nestjs/common';
import type { ApproveBody, DecisionAnswer, ReasonBody, User } from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import {
  decisionDoneMessage,
  DECISION_SUPERSEDED_MESSAGE,
  notCancellableMessage,
  nothingToDecideMessage,
  notRetriableMessage,
  planChangedMessage,
  STOP_ASKED_MESSAGE,
  type Decision,
  frenchInstant,
} from '@timetable/domain';
import {
  ImportDecisionRepository,
  type Actor,
  type DecisionOutcome,
  type ImportRecord,
} from '@timetable/persistence';
import { TemporalClient } from '@timetable/temporal';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../errors/api-error.js';
import { CLOCK } from '../ports/ports.module.js';
import { ImportsService } from './imports.service.js';

/** A person who approves an outdated plan waits this long for the new one, then is asked to come back. */
const REPLAN_WAIT_MS = 10_000;
const POLL_MS = 250;

/** What people decide about an import; the rules of import-rules §5. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly decisions: ImportDecisionRepository,
    private readonly imports: ImportsService,
    private readonly temporal: TemporalClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ApiError `plan_changed` with the new plan, `already_decided` with who decided, `superseded` */
  async approve(importId: string, { planHash, reason }: ApproveBody, user: User): Promise<DecisionAnswer> {
    const deadline = performance.now() + REPLAN_WAIT_MS;
    for (;;) {
      const outcome = await this.decisions.approve(importId, planHash, reason, this.#actor(user));
      if (outcome.kind !== 'replanning' || performance.now() >= deadline)
        return this.#answer(importId, outcome, 'approve');
      await sleep(POLL_MS);
    }
  }

  async refuse(importId: string, { reason }: ReasonBody, user: User): Promise<DecisionAnswer> {
    const outcome = await this.decisions.refuse(importId, reason, this.#actor(user));
    return this.#answer(importId, outcome, 'refuse');
  }

  async retry(importId: string, { reason }: ReasonBody, user: User): Promise<DecisionAnswer> {
    const outcome = await this.decisions.retry(importId, reason, this.#actor(user));
    if (outcome.kind === 'not_possible')
      throw new ApiError('not_interrupted', notRetriableMessage(outcome.status), {
        importStatus: outcome.status,
      });
    return this.#answer(importId, outcome, 'retry');
  }

  /** One that waits is withdrawn at once; one that runs is asked to stop before it writes. */
  async cancel(importId: string, { reason }: ReasonBody, user: User): Promise<DecisionAnswer> {
    const actor = this.#actor(user);
    const outcome = await this.decisions.cancel(importId, reason, actor);
    const answer =
      outcome.kind === 'not_possible' && outcome.status === 'running' && !outcome.isPublished
        ? await this.#cancelRunning(importId, outcome.attempt, reason, actor)
        : outcome;
    if (answer.kind === 'not_possible' && answer.status === 'running' && !answer.isPublished)
      return {
        id: importId,
        status: 'running',
        attempt: answer.attempt,
        message: STOP_ASKED_MESSAGE,
      };
    if (answer.kind === 'not_possible')
      throw new ApiError('not_cancellable', notCancellableMessage(answer.status, answer.isPublished), {
        importStatus: answer.status,
      });
    return this.#answer(importId, answer, 'cancel');
  }

  async #cancelRunning(
    importId: string,
    attempt: number,
    reason: string | undefined,
    actor: Actor,
  ): Promise<DecisionOutcome> {
    const { campusCode } = await this.decisions.noteCancellation(importId, reason, actor);
    const isAsked = await this.temporal.cancel({ campusCode, importId, attempt }).catch(() => {
      throw new ApiError(
        'unavailable',
        'Le moteur d’import ne répond pas : l’annulation n’a pas pu être transmise. Recommencez dans un instant.',
      );
    });
    // Asked: still running, until the workflow completes. Its workflow gone: nobody else will ever end it.
    return isAsked
      ? { kind: 'not_possible', status: 'running', attempt, isPublished: false, supersededBy: null }
      : this.decisions.cancelOrphan(importId, attempt, reason, actor);
  }

  async #answer(importId: string, outcome: DecisionOutcome, decision: Decision): Promise<DecisionAnswer> {
    switch (outcome.kind) {
      case 'done':
        return {
          id: importId,
          status: outcome.status,
          attempt: outcome.attempt,
          message: decisionDoneMessage(decision),
        };
      case 'replanning':
      case 'plan_changed':
        throw planChanged(await this.imports.find(importId));
      case 'not_possible':
        throw alreadyDecided(outcome);
    }
  }

  #actor({ login }: User): Actor {
    return { login, at: this.clock.now() };
  }
}

function planChanged(record: ImportRecord): ApiError {
  const isHeld = record.status === 'held';
  return new ApiError('plan_changed', planChangedMessage(isHeld), {
    importStatus: record.status,
    planHash: isHeld ? record.planHash : null,
    thresholds: isHeld ? record.thresholds : [],
    counts: isHeld ? record.counts : {},
  });
}

function alreadyDecided(outcome: Extract<DecisionOutcome, { kind: 'not_possible' }>): ApiError {
  const { status, last, supersededBy } = outcome;
  if (supersededBy !== null)
    return new ApiError('superseded', DECISION_SUPERSEDED_MESSAGE, { importStatus: status, supersededBy });
  const message = nothingToDecideMessage(
    status,
    last && { ...last, at: frenchInstant(last.at, last.timeZone) },
  );
  return new ApiError('already_decided', message, {
    importStatus: status,
    ...(last && { decision: last.decision, decidedBy: last.by, decidedAt: last.at.toISOString() }),
  });
}
