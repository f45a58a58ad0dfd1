import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SharedRounds } from './shared-rounds.js';

/** Rounds under way: what each was given, and how to end it. */
let started: { items: readonly string[]; end: (results: (string | undefined)[]) => void; fail: () => void }[];
let rounds: SharedRounds<string, string>;

beforeEach(() => {
  jest.useFakeTimers();
  started = [];
  rounds = new SharedRounds(
    (items: readonly string[]) =>
      new Promise((resolve, reject) => {
        started.push({
          items,
          end: resolve,
          fail: () => {
            reject(new Error('lost'));
          },
        });
      }),
  );
});

afterEach(() => {
  jest.useRealTimers();
});

const upper = (items: readonly string[]): string[] => items.map((item) => item.toUpperCase());
const end = async (index: number): Promise<void> => {
  const round = started[index];
  round?.end(upper(round.items));
  await jest.advanceTimersByTimeAsync(0);
};

describe('rounds that are shared', () => {
  it('begin at once for who comes alone; who comes meanwhile shares the next one, which begins after', async () => {
    const all = ['a', 'b', 'c'].map((item) => rounds.join(item));
    expect(started.map(({ items }) => items)).toEqual([['a']]);
    await end(0);
    expect(started.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
    await end(1);
    expect(await Promise.all(all)).toEqual(['A', 'B', 'C']);
    const later = rounds.join('d');
    await end(2);
    expect(await later).toBe('D');
  });

  it('fail for those who share them, and for nobody else', async () => {
    const first = rounds.join('a');
    const others = Promise.allSettled([rounds.join('b'), rounds.join('c')]);
    await end(0);
    expect(await first).toBe('A');
    started[1]?.fail();
    expect((await others).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = rounds.join('d');
    await end(2);
    expect(await next).toBe('D');
  });

  it('do not hold others back when they last: a dead connection is not everybody’s', async () => {
    const stuck = rounds.join('a');
    const all = Array.from({ length: 65 }, (_, i) => rounds.join(`b${i}`));
    await jest.advanceTimersByTimeAsync(250);
    expect(started.map(({ items }) => items.length)).toEqual([1, 64]);
    await jest.advanceTimersByTimeAsync(250);
    expect(started.map(({ items }) => items.length)).toEqual([1, 64, 1]);
    await end(2);
    await end(1);
    expect(await all[64]).toBe('B64');
    await end(0);
    expect(await stuck).toBe('A');
  });

  it('say nothing of an item they have no result for', async () => {
    const none = rounds.join('a');
    started[0]?.end([undefined]);
    expect(await none).toBeUndefined();
  });
});
