/** What was asked of somebody did not come in time. It may still be done later. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/**
 * Waits for `work` no longer than `limitMs`. It is not stopped, only no longer waited for: what it ends with afterwards
 * is nobody's.
 *
 * @param who is waited for, for the message
 * @throws TooLate, else what `work` threw
 */
export function withinTime<T>(work: Promise<T>, limitMs: number, who: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TooLate(`no answer from ${who} within ${limitMs} ms`));
    }, limitMs);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
