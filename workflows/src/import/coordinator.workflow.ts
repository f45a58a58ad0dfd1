import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { REVISION, workSignal, type CoordinatorInput } from '../messages.js';
import { startHandedOver } from './activity-options.js';
import { queueDetails } from './coordinator-display.js';
import { startAsChildren } from './started-as-children.js';
import { outliveUnknownSignals } from './unknown-signals.js';

/** A coordinator ended within a second of its start cannot be restarted at once: it lingers. */
const IDLE_TIME = '60 seconds';

/** Of a run that continued as new: it may have been signalled, or have started less than was handed over. */
const OWED = 1;

/**
 * Starts the imports of one campus. The queue is the database's: it decides which attempts are to run, and this is told that
 * there are some. It keeps nothing, so that no length of the queue hurts it, nothing is lost with it, and it continues as new at any
 * moment. Signals are counted, not read: whatever they contain, it asks the database.
 */
export async function campusCoordinator(input: CoordinatorInput): Promise<void> {
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
    await CancellationScope.nonCancellable(() => startWaiting(input));
    // A run that nobody has signalled is kept: however early the server suggests it, no run is followed by another for nothing.
    if (workflowInfo().continueAsNewSuggested && signals > OWED)
      await continueAsNew<typeof campusCoordinator>({ ...input, revision: REVISION });
  }
}

/** Never fails: what could not be asked or started stays handed over in the database, where the sweeper finds it. */
async function startWaiting({ campusCode, revision }: CoordinatorInput): Promise<void> {
  const startPage = revision === REVISION ? startHandedOver : startAsChildren;
  try {
    let after: string | undefined;
    do {
      const { waiting, next } = await startPage({ campusCode, ...(after !== undefined && { after }) });
      setCurrentDetails(queueDetails(waiting));
      after = next;
    } while (after !== undefined);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('the queue of the campus could not be asked');
  }
}
