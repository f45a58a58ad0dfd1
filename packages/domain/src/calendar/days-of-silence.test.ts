import { describe, expect, it } from '@jest/globals';
import { schoolDaysAgo, schoolDaysSince } from './days-of-silence.js';

const PARIS = { timeZone: 'Europe/Paris', academicZone: 'B' };
const ago = (now: string, days: number, place: Parameters<typeof schoolDaysAgo>[2] = PARIS): string =>
  schoolDaysAgo(new Date(now), days, place).toISOString();

describe('so many school days ago', () => {
  it('begins with the day before, and skips weekends', () => {
    // A Tuesday.
    expect(ago('2026-11-24T08:00:00+01:00', 1)).toBe('2026-11-22T23:00:00.000Z');
    expect(ago('2026-11-24T08:00:00+01:00', 2)).toBe('2026-11-19T23:00:00.000Z');
  });

  it('skips the holidays of the zone and public holidays: nobody is silent for being on holiday', () => {
    // The Monday of the return from those of the Toussaint, after the Friday before them.
    expect(ago('2026-11-02T08:00:00+01:00', 1)).toBe('2026-10-15T22:00:00.000Z');
    expect(ago('2026-11-12T08:00:00+01:00', 1)).toBe('2026-11-09T23:00:00.000Z');
  });

  it('counts in the calendar of each zone', () => {
    const monday = '2027-03-01T08:00:00+01:00';
    expect(ago(monday, 1, { ...PARIS, academicZone: 'A' })).toBe('2027-02-11T23:00:00.000Z');
    expect(ago(monday, 1, { ...PARIS, academicZone: 'C' })).toBe('2027-02-25T23:00:00.000Z');
    expect(ago(monday, 1, { ...PARIS, academicZone: null })).toBe('2027-02-25T23:00:00.000Z');
  });

  it('skips the summer, and ends however many days are asked for', () => {
    expect(ago('2026-09-01T08:00:00+02:00', 1)).toBe('2026-07-02T22:00:00.000Z');
    expect(ago('2026-11-24T08:00:00+01:00', 3650) < '2010-01-01').toBe(true);
  });
});

describe('school days since', () => {
  const now = new Date('2026-11-24T08:00:00+01:00');

  it('are those whose whole day has passed in silence', () => {
    const since = (then: string): number => schoolDaysSince(new Date(then), now, PARIS);
    expect(since('2026-11-24T07:00:00+01:00')).toBe(0);
    expect(since('2026-11-23T08:00:00+01:00')).toBe(0);
    // A Friday: the Monday after it.
    expect(since('2026-11-20T18:00:00+01:00')).toBe(1);
    expect(since('2026-11-25T08:00:00+01:00')).toBe(0);
  });

  it('are as many as who is filtered by so many school days has been silent', () => {
    for (let hours = 0; hours < 24 * 120; hours += 7) {
      const then = new Date(now.getTime() - hours * 3_600_000);
      const days = schoolDaysSince(then, now, PARIS);
      expect([then, days === 0 || then < schoolDaysAgo(now, days, PARIS)]).toEqual([then, true]);
      expect([then, then < schoolDaysAgo(now, days + 1, PARIS)]).toEqual([then, false]);
    }
  });
});
