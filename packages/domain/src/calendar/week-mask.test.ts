import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskOf, weekCount, weeksOf, weeksUpTo } from './week-mask.js';

describe('Week masks', () => {
  it('read bit i as week i, from 1', () => {
    expect(weeksOf(2n)).toEqual([1]);
    expect(weeksOf(62n)).toEqual([1, 2, 3, 4, 5]);
    // The sample's own comment: [1..8,10..16,19..23,26..31,34..44].
    expect(weekCount(35171436461566n)).toBe(8 + 7 + 5 + 6 + 11);
    expect(weeksOf(1n)).toEqual([]);
    expect(weeksOf(1n << 63n)).toEqual([63]);
  });

  it('are what their weeks make', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 63 })), (weeks) => {
        expect(weeksOf(maskOf(weeks))).toEqual([...weeks].sort((a, b) => a - b));
      }),
    );
  });

  it('go up to the last week asked for, and never hold week 0', () => {
    expect(weeksUpTo(3)).toBe(0b1110n);
    expect(weeksUpTo(0)).toBe(0n);
    expect(weeksUpTo(-5)).toBe(0n);
    expect(weeksUpTo(1_000)).toBe((1n << 64n) - 2n);
  });
});
