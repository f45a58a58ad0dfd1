import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  executeChild,
  isCancellation,
  log,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  depositQueuedSignal,
  importWorkflowId,
  queueQuery,
  withdrawUpdate,
  type CoordinatorInput,
  type DepositRef,
  type QueueView,
  type AttemptRef,
} from '../messages.js';
import { startable } from './coordinator.queue.js';
import { importDeposit } from './import.workflow.js';
import { searchAttributesOf } from './search-attributes.js';

/** A coordinator ended within a second of its start cannot be restarted at once: it lingers. */
const IDLE_TIME = '60 seconds';
/** Attempts remembered across continue-as-new; the relay repeats a signal within seconds, not hundreds of imports later. */
const REMEMBERED_ATTEMPTS = 200;

/**
 * The queue of one campus: one child workflow per attempt, in order of arrival within what they share, side by side
 * otherwise. It is durable because it never fails: a signal handler only notes, a child's failure is the child's, and
 * continue-as-new waits until no child runs (a child does not follow its parent).
 */
export async function campusCoordinator(input: CoordinatorInput): Promise<void> {
  const waiting: DepositRef[] = [...(input.waiting ?? [])];
  const seen = new Set(input.seen ?? []);
  const running = new Map<string, DepositRef>();
  let changes = 0;

  const view = (): QueueView => ({
    running: [...running.keys()],
    waiting: waiting.map(importWorkflowId),
  });
  const indexOf = (round: AttemptRef): number =>
    waiting.findIndex((ref) => importWorkflowId(ref) === importWorkflowId(round));
  const isIdle = (): boolean => running.size === 0 && waiting.length === 0;

  setHandler(depositQueuedSignal, (ref) => {
    const id = importWorkflowId(ref);
    if (seen.has(id)) return;
    seen.add(id);
    waiting.push(ref);
    changes++;
  });
  setHandler(queueQuery, view);
  setHandler(
    withdrawUpdate,
    (round) => {
      waiting.splice(indexOf(round), 1);
      changes++;
      return view();
    },
    {
      validator: (round: AttemptRef) => {
        if (indexOf(round) < 0) throw ApplicationFailure.nonRetryable('not waiting', 'NotWaiting');
      },
    },
  );

  /** Never rejects: a child that fails, or is terminated, only frees its establishments. */
  const run = async (ref: DepositRef): Promise<void> => {
    const workflowId = importWorkflowId(ref);
    try {
      await executeChild(importDeposit, {
        workflowId,
        args: [ref],
        // An attempt that completed is over; one that failed may be asked for again.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
        // Abandoned, a child would go on while another coordinator starts the next import.
        parentClosePolicy: 'TERMINATE',
        staticSummary: summaryOf(ref),
        typedSearchAttributes: searchAttributesOf(input.campusCode, ref),
        priority: { priorityKey: ref.priority, fairnessKey: input.campusCode },
      });
    } catch (error) {
      if (!isCancellation(error)) {
        log.warn('import ended abnormally', { importId: ref.importId, round: ref.round });
      }
    } finally {
      running.delete(workflowId);
      changes++;
    }
  };

  const startWhatIsFree = (): void => {
    const busy = [...running.values()].flatMap(({ establishments }) => establishments);
    for (const ref of startable(waiting, busy)) {
      waiting.splice(waiting.indexOf(ref), 1);
      running.set(importWorkflowId(ref), ref);
      void run(ref);
    }
  };

  try {
    for (;;) {
      const draining = workflowInfo().continueAsNewSuggested;
      if (!draining) startWhatIsFree();
      if (running.size === 0 && draining) {
        await condition(allHandlersFinished);
        await continueAsNew<typeof campusCoordinator>({
          campusCode: input.campusCode,
          waiting,
          seen: [...seen].slice(-REMEMBERED_ATTEMPTS),
        });
      }
      if (isIdle()) {
        await condition(() => !isIdle(), IDLE_TIME);
        // The queue itself is asked again: a signal may have come with the timer.
        if (isIdle()) return;
        continue;
      }
      const before = changes;
      await condition(() => changes !== before);
    }
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => condition(() => running.size === 0));
    }
    throw error;
  }
}

function summaryOf({ importId, round, origin, establishments }: DepositRef): string {
  const how = origin === 'manual' ? 'Import manuel' : 'Dépôt automatique';
  const passage = round === 1 ? '' : ` · passage n° ${round}`;
  return `${how} · ${establishments.join(', ')}${passage} · ${importId}`;
}
