import { describe, expect, it } from '@jest/globals';
import { comesBackAfter, isLost } from './lost.js';

describe('isLost', () => {
  it.each([
    ['running', 4, false],
    ['running', 5, true],
    ['received', 119, false],
    ['received', 120, true],
    ['received', undefined, true],
    ['running', undefined, true],
  ] as const)('%s for %s seconds: %s', (status, underWaySeconds, expected) => {
    expect(isLost({ status, underWaySeconds, attempt: 1 })).toBe(expected);
  });
});

describe('comesBackAfter', () => {
  it('is at once for what had begun, and ever later for what never does', () => {
    const after = (status: 'received' | 'running', attempt: number) =>
      comesBackAfter({ status, attempt, underWaySeconds: 200 });
    expect(after('running', 9)).toBe(0);
    expect([1, 2, 5, 9, 10, 500].map((attempt) => after('received', attempt))).toEqual([
      2, 4, 32, 512, 600, 600,
    ]);
  });
});
