import { describe, expect, it } from '@jest/globals';
import type { Closure, Grid, Session } from '@timetable/contracts';
import { closureBands, daysShown, hoursShown, placed, weekShown } from './timetable-week.js';

const MONDAY = '2026-11-23';

const sessionOn = (date: string, from: string, to: string, offset = '+01:00'): Session => ({
  id: `${date} ${from}`,
  date,
  start: `${date}T${from}:00${offset}`,
  end: `${date}T${to}:00${offset}`,
  subject: { code: 'MATHS', label: 'MATHEMATIQUES' },
  teachers: [],
  classes: [],
  groups: [],
  rooms: [],
  state: 'planned',
  editedByHand: false,
  lastImportId: '5c9e2b8a-0000-4000-8000-000000000001',
});

const gridOf = (changes: Partial<Grid>): Grid => ({
  schoolYear: '2026-2027',
  startsOn: '2026-09-01',
  endsOn: '2027-07-03',
  weekdays: [],
  hours: [],
  weeks: [],
  ...changes,
});

const closure = (startsOn: string, endsOn: string, label: string): Closure => ({
  startsOn,
  endsOn,
  label,
  source: 'manual',
});

describe('a week of a timetable', () => {
  it('shows hours as the answer writes them, whatever the zone of the browser', () => {
    expect(placed(sessionOn(MONDAY, '09:00', '09:55', '+04:00'))).toMatchObject({
      startMinute: 540,
      endMinute: 595,
    });
  });

  it('goes from Monday to Friday, and to Saturday where the school has lessons then', () => {
    expect(daysShown(MONDAY, undefined, [])).toHaveLength(5);
    expect(daysShown(MONDAY, gridOf({ weekdays: [1, 6] }), []).at(-1)).toBe('2026-11-28');
    expect(daysShown(MONDAY, undefined, [sessionOn('2026-11-29', '10:00', '11:00')]).at(-1)).toBe(
      '2026-11-29',
    );
  });

  it('has the whole hours of all lessons of the year, and of its own', () => {
    const grid = gridOf({ hours: ['08:25', '09:20', '16:55'] });
    expect(hoursShown(grid, [])).toEqual({ startMinute: 480, endMinute: 1020 });
    expect(hoursShown(grid, [placed(sessionOn(MONDAY, '17:30', '18:30'))])).toEqual({
      startMinute: 480,
      endMinute: 1140,
    });
    expect(hoursShown(undefined, [])).toEqual({ startMinute: 480, endMinute: 1080 });
  });

  it('has a band over the closed days that it shows', () => {
    const days = daysShown(MONDAY, undefined, []);
    expect(
      closureBands(days, [
        closure('2026-11-14', '2026-11-24', 'Vacances'),
        closure('2026-11-26', '2026-11-26', ''),
        closure('2026-11-28', '2026-11-28', 'Portes ouvertes'),
      ]),
    ).toEqual([
      { label: 'Vacances', firstDay: 0, dayCount: 2 },
      { label: 'Fermeture', firstDay: 3, dayCount: 1 },
    ]);
  });
});

describe('the week shown first', () => {
  const week = (monday: string, hasLessons: boolean) => ({ monday, hasLessons, letter: null });
  const weeks = [week('2026-09-07', true), week('2026-09-14', false), week('2026-09-21', true)];

  it.each([
    ['that of the address', '2026-09-07', '2026-09-22', '2026-09-07'],
    ['that of today', '', '2026-09-16', '2026-09-14'],
    ['before the year, its first one', '', '2026-08-20', '2026-09-07'],
    ['after the year, its last one', '', '2027-08-20', '2026-09-21'],
  ])('is %s', (_, asked, today, expected) => {
    expect(weekShown(asked, today, weeks)).toBe(expected);
  });

  it('is that of today while nothing was imported', () => {
    expect(weekShown('', '2026-09-16', [])).toBe('2026-09-14');
  });
});
