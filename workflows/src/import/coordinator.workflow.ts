import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { HandedAttempt } from '@timetable/domain';
import { importWorkflowId, workSignal, type CoordinatorInput } from '../messages.js';
import { handedOver } from './activity-options.js';
import { importSummary, queueDetails } from './coordinator-display.js';
import { importDeposit } from './import.workflow.js';
import { searchAttributesOf } from './search-attributes.js';
import { outliveUnknownSignals } from './unknown-signals.js';

/** A coordinator ended within a second of its start cannot be restarted at once: it lingers. */
const IDLE_TIME = '60 seconds';

/** Of a run that continued as new: it may have been signalled, or have started less than was handed over. */
const OWED = 1;

/**
 * Starts the imports of one campus, each as a child. The queue is the database's: it decides which attempts are to run, and
 * this is told that there are some. It keeps nothing, so that no length of the queue hurts it, nothing is lost with it, and it
 * continues as new at any moment. Signals are counted, not read: whatever they contain, it asks the database.
 */
export async function campusCoordinator({ campusCode }: CoordinatorInput): Promise<void> {
  let signals = OWED;
  let answered = 0;
  const count = (): void => {
    signals++;
  };
  setHandler(workSignal, count);
  outliveUnknownSignals(count);

  while (await condition(() => signals > answered, IDLE_TIME)) {
    answered = signals;
    // An operator who cancels a queue stops no import: those have their own workflows.
    await CancellationScope.nonCancellable(() => startHandedOver(campusCode));
    // A run that nobody has signalled is kept: however early the server suggests it, no run is followed by another for nothing.
    if (workflowInfo().continueAsNewSuggested && signals > OWED)
      await continueAsNew<typeof campusCoordinator>({ campusCode });
  }
}

/** Never fails: what could not be asked or started stays handed over in the database, where the sweeper finds it. */
async function startHandedOver(campusCode: string): Promise<void> {
  try {
    let after: string | undefined;
    do {
      const { attempts, waiting, next } = await handedOver({
        campusCode,
        ...(after !== undefined && { after }),
      });
      setCurrentDetails(queueDetails(waiting));
      await Promise.all(attempts.map((attempt) => start(campusCode, attempt)));
      after = next;
    } while (after !== undefined);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('the queue of the campus could not be asked');
  }
}

async function start(campusCode: string, handed: HandedAttempt): Promise<void> {
  const { importId, attempt, priority } = handed;
  const input = { campusCode, importId, attempt };
  try {
    await startChild(importDeposit, {
      workflowId: importWorkflowId(input),
      args: [input],
      // An attempt that completed is over; one that was terminated before it took charge is started again.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      // The database keeps imports apart, not this: they need not end with it.
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: importSummary(handed),
      typedSearchAttributes: searchAttributesOf(campusCode, handed),
      priority: { priorityKey: priority, fairnessKey: campusCode },
    });
  } catch (error) {
    // Told twice before it took charge.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return;
    log.warn('import could not be started', { importId, attempt });
  }
}
