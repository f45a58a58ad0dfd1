import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Batcher } from './batcher.js';

/** Batches under way: what each was given, and how to end it. */
let started: { items: readonly string[]; end: (results: (string | undefined)[]) => void; fail: () => void }[];
let batcher: Batcher<string, string>;

beforeEach(() => {
  jest.useFakeTimers();
  started = [];
  batcher = new Batcher(
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
  const batch = started[index];
  batch?.end(upper(batch.items));
  await jest.advanceTimersByTimeAsync(0);
};

describe('batches', () => {
  it('begin at once for who comes alone; who comes meanwhile shares the next one, which begins after', async () => {
    const all = ['a', 'b', 'c'].map((item) => batcher.run(item));
    expect(started.map(({ items }) => items)).toEqual([['a']]);
    await end(0);
    expect(started.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
    await end(1);
    expect(await Promise.all(all)).toEqual(['A', 'B', 'C']);
    const later = batcher.run('d');
    await end(2);
    expect(await later).toBe('D');
  });

  it('fail for those who share them, and for nobody else', async () => {
    const first = batcher.run('a');
    const others = Promise.allSettled([batcher.run('b'), batcher.run('c')]);
    await end(0);
    expect(await first).toBe('A');
    started[1]?.fail();
    expect((await others).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = batcher.run('d');
    await end(2);
    expect(await next).toBe('D');
  });

  it('do not hold others back when they last: a dead connection is not everybody’s', async () => {
    const stuck = batcher.run('a');
    const all = Array.from({ length: 65 }, (_, i) => batcher.run(`b${i}`));
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
    const none = batcher.run('a');
    started[0]?.end([undefined]);
    expect(await none).toBeUndefined();
  });
});
