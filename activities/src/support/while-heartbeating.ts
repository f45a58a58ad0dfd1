import { Context } from '@temporalio/activity';
import { setImmediate } from 'node:timers/promises';

/** Well below the heartbeat timeout of the workflows, so that one late tick of a busy process costs no attempt. */
const INTERVAL_MS = 5_000;

/** Ends the activity at a point where nothing is half done, when it has been cancelled or the worker stops. */
export type Checkpoint = () => void;

/**
 * Tells Temporal every few seconds that the activity lives, while `work` runs; that is also how a cancel reaches it. The
 * work decides where it may stop, by calling the checkpoint: what has passed its last one is carried to its end.
 */
export async function whileHeartbeating<T>(work: (checkpoint: Checkpoint) => Promise<T>): Promise<T> {
  const context = Context.current();
  const beating = setInterval(() => {
    context.heartbeat();
  }, INTERVAL_MS);
  try {
    return await work(() => {
      context.cancellationSignal.throwIfAborted();
    });
  } catch (error) {
    // Whatever broke on the way out (a COPY cut in its middle), the reason is the cancel.
    if (context.cancellationSignal.aborted) await context.cancelled;
    throw error;
  } finally {
    clearInterval(beating);
  }
}

/** Passes a checkpoint between two long computations, once heartbeats, and what else waits for this process, have had their turn. */
export async function passTurn(checkpoint: Checkpoint): Promise<void> {
  await setImmediate();
  checkpoint();
}

/** Passes a checkpoint every thousand items, so that a long COPY can be stopped. */
export function* interruptible<T>(items: Iterable<T>, checkpoint: Checkpoint): Generator<T, void, undefined> {
  let count = 0;
  for (const item of items) {
    if (count++ % 1000 === 0) checkpoint();
    yield item;
  }
}
