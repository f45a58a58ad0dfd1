import { describe, expect, it } from '@jest/globals';
import { GoodCredentials } from './good-credentials.js';

describe('good credentials', () => {
  it('are told apart by login and password, and from one process to the next', () => {
    const good = new GoodCredentials();
    const digests = [
      good.digestOf('a', 'bc'),
      good.digestOf('ab', 'c'),
      good.digestOf('a', 'BC'),
      new GoodCredentials().digestOf('a', 'bc'),
    ];
    expect(new Set(digests).size).toBe(4);
    expect(good.digestOf('a', 'bc')).toBe(digests[0]);
  });

  it('are good for the version they were checked with, and gone once another was asked for', () => {
    const good = new GoodCredentials();
    good.keep('digest', 1);
    expect(good.has('digest', 1)).toBe(true);
    expect(good.has('digest', 2)).toBe(false);
    expect(good.has('digest', 1)).toBe(false);
  });

  it('are of a bounded number: the one that has not been used for the longest time goes first', () => {
    const good = new GoodCredentials(2);
    good.keep('a', 1);
    good.keep('b', 1);
    expect(good.has('a', 1)).toBe(true);
    good.keep('c', 1);
    expect(['a', 'b', 'c'].map((digest) => good.has(digest, 1))).toEqual([true, false, true]);
  });
});
