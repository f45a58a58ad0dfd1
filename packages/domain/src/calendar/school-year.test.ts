import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, epochDay } from './local-date.js';
import { isYearLong, proposedYear, yearAfter, yearLabel } from './school-year.js';
import { openingObstacles } from './year-to-open.js';

const ZONES = [
  ...['Europe/Paris', 'Indian/Reunion', 'Indian/Mayotte', 'America/Cayenne', 'America/Martinique'],
  ...['America/Miquelon', 'Pacific/Tahiti', 'Pacific/Noumea', 'Pacific/Wallis'],
];

describe('School years', () => {
  it('are named after their civil years, or the one in which they begin and end', () => {
    expect(yearLabel('2026-09-01', '2027-07-03')).toBe('2026-2027');
    expect(yearLabel('2012-08-27')).toBe('2012-2013');
    expect(yearLabel('2026-08-17', '2027-07-03')).toBe('2026-2027');
    expect(yearLabel('2027-02-15', '2027-12-17')).toBe('2027');
    expect(yearLabel('2027-02-15')).toBe('2027');
    expect(yearLabel('2026-09-01', '2026-12-19')).toBe('2026-2027');
  });

  it('are proposed as the current one until mid-July, then as the next', () => {
    const at = (instant: string) => proposedYear(new Date(instant), { timeZone: 'Europe/Paris' });
    expect(at('2025-11-24T10:00:00Z')).toEqual({
      label: '2025-2026',
      startsOn: '2025-09-01',
      endsOn: '2026-08-31',
    });
    expect(at('2026-07-14T10:00:00Z').label).toBe('2025-2026');
    expect(at('2026-07-14T22:30:00Z').label).toBe('2026-2027');
  });

  it('are calendar years in New Caledonia and in Wallis and Futuna, by zone or by academy', () => {
    const at = (instant: string, timeZone: string, academicZone?: string) =>
      proposedYear(new Date(instant), { timeZone, academicZone });
    expect(at('2027-03-10T00:00:00Z', 'Pacific/Noumea')).toEqual({
      label: '2027',
      startsOn: '2027-02-01',
      endsOn: '2027-12-31',
    });
    // The day before in Europe.
    expect(at('2026-12-14T13:30:00Z', 'Pacific/Noumea').label).toBe('2027');
    expect(at('2026-12-13T12:00:00Z', 'Pacific/Wallis').label).toBe('2026');
    expect(at('2027-03-10T00:00:00Z', 'Europe/Paris', 'Nouvelle-Calédonie').label).toBe('2027');
    expect(at('2027-03-10T00:00:00Z', 'Indian/Reunion', 'La Réunion').label).toBe('2026-2027');
    expect(yearAfter({ startsOn: '2027-02-15', endsOn: '2027-12-17' })).toEqual({
      label: '2028',
      startsOn: '2028-02-01',
      endsOn: '2028-12-31',
    });
  });

  it('that are proposed go on or are about to begin, follow each other and may be opened', () => {
    const instants = fc.date({
      min: new Date('2025-01-01T00:00:00Z'),
      max: new Date('2040-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (now, timeZone) => {
        const year = proposedYear(now, { timeZone });
        const today = now.toISOString().slice(0, 10);
        expect(isYearLong(year)).toBe(true);
        expect(year.label).toBe(yearLabel(year.startsOn, year.endsOn));
        expect(year.endsOn >= addDays(today, -1)).toBe(true);
        expect(epochDay(year.startsOn) - epochDay(today)).toBeLessThan(60);
        expect(openingObstacles(year, { today: addDays(today, -1) })).toEqual([]);
        const next = yearAfter(year);
        expect(next.startsOn > year.endsOn && isYearLong(next)).toBe(true);
        expect(next.label > year.label).toBe(true);
      }),
    );
  });
});
