import { describe, expect, it } from '@jest/globals';
import { offsetInstant } from './offset-instant.js';

describe('the instant of a session', () => {
  it.each([
    ['2026-10-23', 480, '2026-10-23T06:00:00Z', '2026-10-23T08:00:00+02:00'],
    ['2026-11-24', 480, '2026-11-24T07:00:00Z', '2026-11-24T08:00:00+01:00'],
    ['2026-11-24', 510, '2026-11-24T12:30:00Z', '2026-11-24T08:30:00-04:00'],
    ['2026-11-24', 1435, '2026-11-24T19:55:00Z', '2026-11-24T23:55:00+04:00'],
  ])('on %s at minute %i is written with its offset', (date, minute, instant, written) => {
    expect(offsetInstant(date, minute, new Date(instant))).toBe(written);
  });
});
