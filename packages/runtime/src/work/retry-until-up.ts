import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '../logging/reason-of.js';

const FIRST_DELAY_MS = 250;
const LAST_DELAY_MS = 5_000;

/**
 * Tries until it works: what we depend on may start after us, or be restarted.
 *
 * @param what is waited for, for the log
 * @returns undefined once `signal` is aborted
 */
export async function retryUntilUp<T>(
  what: string,
  attempt: () => Promise<T>,
  { log, signal }: { readonly log: Pick<Logger, 'warn'>; readonly signal: AbortSignal },
): Promise<T | undefined> {
  for (let delayMs = FIRST_DELAY_MS; !signal.aborted; delayMs = Math.min(delayMs * 2, LAST_DELAY_MS)) {
    try {
      return await attempt();
    } catch (error) {
      log.warn({ outage: what, reason: reasonOf(error) }, `${what} does not answer, trying again`);
      await sleep(delayMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
