/**
 * Gives work a time, and what it waits for an end: the signal it gets is aborted when the time is over or when `stop`
 * is, and the promise rejects then, whether the work heeds the signal or not. Work that is done is left alone: a stream
 * it opened goes on.
 *
 * @param lateness what is thrown after `limitMs`
 * @throws `lateness`; the reason of `stop`; what the work throws
 */
export async function withinTime<T>(
  limitMs: number,
  lateness: Error,
  work: (signal: AbortSignal) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  stop?.throwIfAborted();
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(lateness);
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
