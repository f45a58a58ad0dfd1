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
    expect(await withinTime(Promise.resolve('found'), LIMIT_MS, 'the database')).toBe('found');
    await expect(withinTime(Promise.reject(lost), LIMIT_MS, 'the database')).rejects.toBe(lost);
  });

  it('is too late at the limit, which the error tells with who was waited for', async () => {
    const late = withinTime(new Promise<never>(() => undefined), LIMIT_MS, 'the database');
    const outcome = expect(late).rejects.toEqual(new TooLate('no answer from the database within 10000 ms'));
    await jest.advanceTimersByTimeAsync(LIMIT_MS);
    await outcome;
    await expect(late).rejects.toBeInstanceOf(TooLate);
  });

  it('is waited for until the limit, and may fail after it without anybody to hear', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    let error: unknown;
    const late = withinTime(work, LIMIT_MS, 'the database').catch((caught: unknown) => (error = caught));
    await jest.advanceTimersByTimeAsync(LIMIT_MS - 1);
    expect(error).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(error).toBeInstanceOf(TooLate);
    fail(new Error('lost'));
    await jest.advanceTimersByTimeAsync(0);
    expect(await late).toBeInstanceOf(TooLate);
  });
});
