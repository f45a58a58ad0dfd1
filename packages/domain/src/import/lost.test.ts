import { describe, expect, it } from '@jest/globals';
import { comesBackAfter, isUnclaimed, remedyOf } from './lost.js';

describe('remedyOf', () => {
  it.each([
    ['running', 4, 'none'],
    ['running', 5, 'requeue'],
    ['received', 9, 'none'],
    ['received', 10, 'tell'],
    ['received', 119, 'tell'],
    ['received', 120, 'requeue'],
    ['received', undefined, 'requeue'],
    ['running', undefined, 'requeue'],
  ] as const)('%s for %s seconds: %s', (status, underWaySeconds, expected) => {
    expect(remedyOf({ status, underWaySeconds, attempt: 1 })).toBe(expected);
  });
});

describe('isUnclaimed', () => {
  it.each([
    ['received', 599, false],
    ['received', 600, true],
    ['received', undefined, false],
    ['running', 6_000, false],
  ] as const)('%s for %s seconds: %s', (status, underWaySeconds, expected) => {
    expect(isUnclaimed({ status, underWaySeconds, attempt: 1 })).toBe(expected);
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
