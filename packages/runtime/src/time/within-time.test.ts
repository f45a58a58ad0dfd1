import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TooLate, withinTime } from './within-time.js';

/** Long enough for nothing to end by itself: time passes only as the test says. */
const LIMIT_MS = 10_000;

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  // What is over no longer waits for its limit: it would keep a process from ending.
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('what is waited for within a time', () => {
  it('is handed on when it comes before the limit, result or error', async () => {
    const lost = new Error('lost');
    expect(await withinTime(LIMIT_MS, 'the database', () => Promise.resolve('found'))).toBe('found');
    await expect(withinTime(LIMIT_MS, 'the database', () => Promise.reject(lost))).rejects.toBe(lost);
  });

  it('is too late at the limit, which the error tells with who was waited for', async () => {
    const late = withinTime(LIMIT_MS, 'the database', () => new Promise<never>(() => undefined));
    const outcome = expect(late).rejects.toEqual(new TooLate('no answer from the database within 10000 ms'));
    await jest.advanceTimersByTimeAsync(LIMIT_MS);
    await outcome;
    await expect(late).rejects.toBeInstanceOf(TooLate);
  });

  it('is waited for until the limit, and may fail after it without anybody to hear', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    let error: unknown;
    const late = withinTime(LIMIT_MS, 'the database', () => work).catch(
      (caught: unknown) => (error = caught),
    );
    await jest.advanceTimersByTimeAsync(LIMIT_MS - 1);
    expect(error).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(error).toBeInstanceOf(TooLate);
    fail(new Error('lost'));
    await jest.advanceTimersByTimeAsync(0);
    expect(await late).toBeInstanceOf(TooLate);
  });

  it('is told that it is waited for no longer, with the reason', async () => {
    const signals: AbortSignal[] = [];
    const hang = (signal: AbortSignal): Promise<never> => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const late = withinTime(LIMIT_MS, 'the bucket', hang).catch((error: unknown) => error);
    const stop = new AbortController();
    const stopped = withinTime(LIMIT_MS, 'the bucket', hang, stop.signal).catch((error: unknown) => error);
    stop.abort(new Error('told to'));
    expect(await stopped).toEqual(new Error('told to'));
    await jest.advanceTimersByTimeAsync(LIMIT_MS);
    expect(await late).toBeInstanceOf(TooLate);
    expect(signals.map(({ reason }) => String(reason))).toEqual([
      'TooLate: no answer from the bucket within 10000 ms',
      'Error: told to',
    ]);
  });

  it('is not begun when it is stopped before, and not disturbed once it is done', async () => {
    const begun = jest.fn(() => Promise.resolve('done'));
    await expect(
      withinTime(LIMIT_MS, 'the bucket', begun, AbortSignal.abort(new Error('told to'))),
    ).rejects.toThrow('told to');
    expect(begun).not.toHaveBeenCalled();
    let given: AbortSignal | undefined;
    await withinTime(LIMIT_MS, 'the bucket', (signal) => Promise.resolve((given = signal)));
    await jest.advanceTimersByTimeAsync(LIMIT_MS);
    expect(given?.aborted).toBe(false);
  });
});
