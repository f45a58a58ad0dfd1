const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;

/** Waits for a value. @throws Error that says what did not come */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  { timeoutMs = 60_000, what = 'what was waited for' } = {},
): Promise<T> {
  const value = await valueWithin(timeoutMs, ask);
  if (value === undefined) throw new Error(`${what} did not come within ${timeoutMs} ms`);
  return value;
}

/**
 * Asks until there is a value: at first every 50 ms, then the less often the longer it takes. What asking costs a product, in
 * processor time, is missing where the value is made.
 * @returns undefined when there was none in time
 */
export async function valueWithin<T>(
  timeoutMs: number,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const started = Date.now(); ;) {
    const value = await ask();
    const waitedMs = Date.now() - started;
    if (value !== undefined || waitedMs >= timeoutMs) return value;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, waitedMs / 8));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
