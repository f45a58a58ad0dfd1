import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './local-date.js';
import { localDateOf, zonedInstant } from './zoned-time.js';

const PARIS = 'Europe/Paris';
const utc = (date: string, minute: number, zone: string) =>
  zonedInstant(date, minute, zone).toISOString().slice(0, 16);

describe('Local times', () => {
  it('stay at 08:00 on both sides of the clock changes', () => {
    expect(utc('2025-10-24', 480, PARIS)).toBe('2025-10-24T06:00');
    expect(utc('2025-10-27', 480, PARIS)).toBe('2025-10-27T07:00');
    expect(utc('2026-03-27', 480, PARIS)).toBe('2026-03-27T07:00');
    expect(utc('2026-03-30', 480, PARIS)).toBe('2026-03-30T06:00');
  });

  it('are right on the very days of the changes, before and after them', () => {
    expect(utc('2026-03-29', 90, PARIS)).toBe('2026-03-29T00:30');
    expect(utc('2026-03-29', 480, PARIS)).toBe('2026-03-29T06:00');
    expect(utc('2025-10-26', 90, PARIS)).toBe('2025-10-25T23:30');
    expect(utc('2025-10-26', 480, PARIS)).toBe('2025-10-26T07:00');
  });

  it('slide forward when the clocks skip them, and mean the first when they come twice', () => {
    expect(utc('2026-03-29', 150, PARIS)).toBe('2026-03-29T01:30');
    expect(utc('2025-10-26', 150, PARIS)).toBe('2025-10-26T00:30');
  });

  it('follow the zone of overseas establishments', () => {
    expect(utc('2026-01-12', 480, 'Indian/Reunion')).toBe('2026-01-12T04:00');
    expect(utc('2026-01-12', 480, 'America/Guadeloupe')).toBe('2026-01-12T12:00');
    expect(utc('2026-01-12', 480, 'Pacific/Noumea')).toBe('2026-01-11T21:00');
    expect(utc('2026-01-12', 480, 'Pacific/Tahiti')).toBe('2026-01-12T18:00');
    // Saint-Pierre-et-Miquelon changes its clocks with America.
    expect(utc('2026-03-06', 480, 'America/Miquelon')).toBe('2026-03-06T11:00');
    expect(utc('2026-03-09', 480, 'America/Miquelon')).toBe('2026-03-09T10:00');
  });

  it('read 24:00 as the next midnight', () => {
    expect(zonedInstant('2025-09-01', 1_440, PARIS)).toEqual(zonedInstant('2025-09-02', 0, PARIS));
  });

  it('come back to their own date in every zone, all year long', () => {
    const zones = fc.constantFrom(
      PARIS,
      'Indian/Reunion',
      'Pacific/Wallis',
      'America/Cayenne',
      'America/Miquelon',
    );
    fc.assert(
      fc.property(zones, fc.nat(400), fc.integer({ min: 240, max: 1_439 }), (zone, days, minute) => {
        const date = addDays('2025-08-15', days);
        const instant = zonedInstant(date, minute, zone);
        expect(localDateOf(instant, zone)).toBe(date);
        const shown = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, timeStyle: 'short' }).format(
          instant,
        );
        const [hours = 0, minutes = 0] = shown.split(':').map(Number);
        expect(hours * 60 + minutes).toBe(minute);
      }),
    );
  });

  it('give the date of the place, not of the machine', () => {
    const instant = new Date('2025-12-31T23:30:00Z');
    expect(localDateOf(instant, PARIS)).toBe('2026-01-01');
    expect(localDateOf(instant, 'America/Guadeloupe')).toBe('2025-12-31');
  });

  it('refuse a zone that does not exist', () => {
    expect(() => zonedInstant('2025-09-01', 0, 'Europe/Lutece')).toThrow(RangeError);
  });
});
