import { describe, expect, it } from '@jest/globals';
import { addDays, openingObstacles, yearToOpen } from '@timetable/domain';
import { schoolCalendar } from '@timetable/generator';
import { demoYears } from './demo-years.js';

describe('The years of the demonstration', () => {
  it.each([
    ['2026-09-01', '2026-2027', 'running'],
    ['2026-11-27', '2026-2027', 'running'],
    ['2027-06-10', '2026-2027', 'running'],
    ['2027-06-29', '2026-2027', 'next'],
    ['2027-07-14', '2026-2027', 'next'],
    ['2027-08-31', '2026-2027', 'next'],
  ] as const)('on %s: %s is in force, and the %s one is pushed', (today, running, pushed) => {
    expect(demoYears(today)).toMatchObject({ running, pushed });
  });

  it('on every day of ten years: the next one can be opened, and lessons of the pushed one are to come', () => {
    for (let today = '2026-01-01'; today < '2036-01-01'; today = addDays(today, 1)) {
      const { running, next, pushed } = demoYears(today);
      const { startsOn, endsOn } = schoolCalendar(running);
      const current = { label: running, startsOn, endsOn };
      expect([
        today,
        openingObstacles(yearToOpen({ ...current, state: 'open' }), { today, running: current }),
      ]).toEqual([today, []]);
      expect(yearToOpen({ ...current, state: 'open' }).label).toBe(next);
      expect([today, endsOn >= today]).toEqual([today, true]);
      const lastLesson = schoolCalendar({ running, next }[pushed]).lastSchoolDay;
      expect([today, lastLesson >= addDays(today, 14)]).toEqual([today, true]);
    }
  });
});
