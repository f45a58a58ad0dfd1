import { describe, expect, it } from '@jest/globals';
import { yearAhead, yearInForce } from './years-in-time.js';

const LAST = { startsOn: '2026-09-01' };
const NEXT = { startsOn: '2027-09-01' };

describe('The year in force', () => {
  it('is the last that has begun, whatever was opened for later', () => {
    expect(yearInForce([NEXT, LAST], '2027-08-31')).toBe(LAST);
    expect(yearInForce([NEXT, LAST], '2027-09-01')).toBe(NEXT);
    expect(yearInForce([NEXT, LAST], '2028-07-10')).toBe(NEXT);
  });

  it('is the first one before any has begun, and none when there is none', () => {
    expect(yearInForce([NEXT, LAST], '2026-07-20')).toBe(LAST);
    const none: (typeof LAST)[] = [];
    expect(yearInForce(none, '2026-07-20')).toBeUndefined();
  });
});

describe('The year opened for later', () => {
  it('is the one after the year in force, until it begins', () => {
    expect(yearAhead([NEXT, LAST], '2027-08-31')).toBe(NEXT);
    expect(yearAhead([NEXT, LAST], '2027-09-01')).toBeUndefined();
    expect(yearAhead([NEXT], '2027-08-31')).toBeUndefined();
  });
});
