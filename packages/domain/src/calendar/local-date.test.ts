import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  epochDay,
  frenchDate,
  isLocalDate,
  localDate,
  weekdayOf,
} from './local-date.js';

describe('Local dates', () => {
  it('agree with the calendar of the machine on every day from 1900 to 2100', () => {
    const first = Date.UTC(1900, 0, 1) / 86_400_000;
    fc.assert(
      fc.property(fc.integer({ min: first, max: first + 73_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        expect(localDate(day)).toBe(date.toISOString().slice(0, 10));
        expect(epochDay(localDate(day))).toBe(day);
        expect(weekdayOf(localDate(day)) % 7).toBe(date.getUTCDay());
      }),
    );
  });

  it('cross months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addDays('2025-09-01', -1)).toBe('2025-08-31');
    expect(daysBetween('2025-09-01', '2026-09-01')).toBe(365);
  });

  it('are told from texts that only look like dates', () => {
    expect(['2025-02-28', '2024-02-29'].map(isLocalDate)).toEqual([true, true]);
    expect(
      ['2025-02-29', '2025-13-01', '2025-00-10', '25-01-01', '', '2025-1-1'].map(isLocalDate),
    ).not.toContain(true);
  });

  it('are shown the French way', () => {
    expect(frenchDate('2025-10-21')).toBe('21/10/2025');
  });
});
