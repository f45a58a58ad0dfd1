import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is yes.
 * @throws what `timedOut` makes, when the time is over; whatever `answer` throws, at once
 */
export async function waitUntil(
  answer: () => Promise<boolean>,
  { timeoutMs, everyMs = 100, timedOut }: { timeoutMs: number; everyMs?: number; timedOut: () => Error },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await answer())) {
    if (Date.now() > deadline) throw timedOut();
    await sleep(everyMs);
  }
}
