/** Waits for a value: asks every 50 ms until it is there. */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  { timeoutMs = 60_000, what = 'what was waited for' } = {},
): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
    const value = await ask();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not come within ${timeoutMs} ms`);
}
