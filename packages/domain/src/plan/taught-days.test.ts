import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epochDay } from '../calendar/local-date.js';
import {
  isSameWeeklyVolume,
  minutesByDayOf,
  minutesByDayOfLessons,
  taughtDaysOf,
  type MinutesByDay,
} from './taught-days.js';

const MONDAY = epochDay('2025-09-01');
/** Minutes of a service on days counted from the first Monday. */
const taught = (days: Readonly<Record<number, number>>): MinutesByDay =>
  new Map(Object.entries(days).map(([day, minutes]) => [MONDAY + Number(day), minutes]));
const everyWeek = (weeks: number, days: readonly number[], minutes = 60): MinutesByDay =>
  new Map(
    Array.from({ length: weeks }, (_, week) =>
      days.map((day): [number, number] => [MONDAY + 7 * week + day, minutes]),
    ).flat(),
  );
const without = (service: MinutesByDay, isGone: (day: number) => boolean): MinutesByDay =>
  new Map([...service].filter(([day]) => !isGone(day - MONDAY)));
const isSame = (before: MinutesByDay, after: MinutesByDay): boolean =>
  isSameWeeklyVolume({ before, after, isCounted: () => true });

describe('The days of a service', () => {
  it('are kept in a line for each different day of its week', () => {
    expect(taughtDaysOf(taught({ 0: 60, 3: 120, 7: 60, 14: 60, 17: 120 }))).toEqual([
      { from: '2025-09-01', weeks: '7', minutes: 60 },
      { from: '2025-09-04', weeks: '5', minutes: 120 },
    ]);
  });

  it('are those of its courses, which add up on a day that they share', () => {
    const lessons = [
      { firstDay: MONDAY, weeks: 0b1110n, minutes: 60 },
      { firstDay: MONDAY, weeks: 0b0010n, minutes: 30 },
      { firstDay: MONDAY + 3, weeks: 0b1000n, minutes: 120 },
    ];
    expect(minutesByDayOfLessons(lessons)).toEqual(taught({ 0: 90, 7: 60, 14: 60, 17: 120 }));
  });

  it('are found again, whatever they are', () => {
    const days = fc.dictionary(
      fc.integer({ min: 0, max: 320 }).map(String),
      fc.integer({ min: 5, max: 300 }),
    );
    fc.assert(
      fc.property(days, (service) => {
        const minutes = taught(service);
        expect(new Map([...minutesByDayOf(taughtDaysOf(minutes))].sort())).toEqual(
          new Map([...minutes].sort()),
        );
      }),
    );
  });
});

describe('The weekly volume of a service', () => {
  const twice = everyWeek(36, [0, 4]);
  const fortnightly = without(twice, (day) => day % 7 === 4 && Math.floor(day / 7) % 2 === 0);

  it('is not changed by a day off, a week off, or a month less', () => {
    expect(
      isSame(
        twice,
        without(twice, (day) => day === 11),
      ),
    ).toBe(true);
    expect(
      isSame(
        twice,
        without(twice, (day) => Math.floor(day / 7) === 5),
      ),
    ).toBe(true);
    expect(
      isSame(
        twice,
        without(twice, (day) => day >= 7 * 32),
      ),
    ).toBe(true);
    expect(
      isSame(
        fortnightly,
        without(fortnightly, (day) => day === 11),
      ),
    ).toBe(true);
  });

  it('is that of the weeks in which it is taught: a course of week 20 on has its own', () => {
    const late = without(twice, (day) => day < 7 * 19);
    expect(
      isSame(
        late,
        without(late, (day) => day === 7 * 25),
      ),
    ).toBe(true);
    expect(isSame(twice, late)).toBe(true);
  });

  it('is changed by another number of hours, on some weeks or all', () => {
    expect(isSame(twice, everyWeek(36, [0]))).toBe(false);
    expect(isSame(twice, everyWeek(36, [0, 2, 4]))).toBe(false);
    expect(isSame(twice, fortnightly)).toBe(false);
    expect(
      isSame(
        twice,
        without(twice, (day) => day % 7 === 4 && day > 7 * 20),
      ),
    ).toBe(false);
    expect(isSame(twice, everyWeek(36, [0, 4], 55))).toBe(false);
  });

  it('is changed beyond five percent, and not by five', () => {
    expect(isSame(everyWeek(10, [0], 100), everyWeek(10, [0], 105))).toBe(true);
    expect(isSame(everyWeek(10, [0], 100), everyWeek(10, [0], 106))).toBe(false);
    expect(isSame(everyWeek(10, [0], 100), everyWeek(10, [0], 94))).toBe(false);
  });
});
