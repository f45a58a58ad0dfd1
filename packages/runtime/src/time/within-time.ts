/** What was asked of somebody did not come in time. It may still be done later. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/**
 * Waits for work no longer than `limitMs`, and no longer than until `stop` is aborted. The work is told by the signal it
 * is given, which it may heed or not: what it ends with afterwards is nobody's. Work that is done is left alone, so that
 * a stream it opened goes on.
 *
 * @param who is waited for, for the message
 * @throws TooLate; the reason of `stop`; what the work throws
 */
export async function withinTime<T>(
  limitMs: number,
  who: string,
  work: (signal: AbortSignal) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  stop?.throwIfAborted();
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(new TooLate(`no answer from ${who} within ${limitMs} ms`));
  }, limitMs);
  const signal = stop === undefined ? limit.signal : AbortSignal.any([limit.signal, stop]);
  const ended = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => {
    ended.reject(signal.reason);
  });
  try {
    return await Promise.race([work(signal), ended.promise]);
  } finally {
    clearTimeout(timer);
  }
}
