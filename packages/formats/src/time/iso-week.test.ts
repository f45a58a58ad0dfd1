import { describe, expect, it } from '@jest/globals';
import { isoWeekOf } from './iso-week.js';

describe('the ISO week of a date', () => {
  it.each([
    ['2026-01-01', 1],
    ['2025-12-29', 1],
    ['2025-12-28', 52],
    ['2027-01-03', 53],
    ['2027-01-04', 1],
    ['2026-08-31', 36],
    ['2021-01-03', 53],
  ])('of %s is %i', (date, week) => {
    expect(isoWeekOf(date)).toBe(week);
  });
});
