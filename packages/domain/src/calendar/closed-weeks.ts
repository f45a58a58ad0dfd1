import type { ClosureRun } from '../plan/plan.js';
import type { TimetableYear } from '../timetable/timetable.js';
import { epochDay } from './local-date.js';
import { publicHolidays } from './public-holidays.js';
import { maskOf, weeksUpTo } from './week-mask.js';

/**
 * School weeks in which a weekday is a public holiday, or closed, as a mask by ISO weekday: all that is asked of a year of
 * which the first Monday and the end are dates.
 */
export function closedWeeksByDay(
  year: TimetableYear,
  closures: readonly ClosureRun[],
): ReadonlyMap<number, bigint> {
  const monday = epochDay(year.firstMonday);
  const lastDay = epochDay(year.endsOn);
  const weeksOfDay = new Map<number, number[]>();
  const close = (day: number) => {
    if (day < monday || day > lastDay) return;
    const weekday = ((day - monday) % 7) + 1;
    const weeks = weeksOfDay.get(weekday) ?? [];
    weeksOfDay.set(weekday, weeks);
    weeks.push(Math.floor((day - monday) / 7) + 1);
  };
  for (const { startsOn, endsOn } of closures) {
    const last = Math.min(epochDay(endsOn), lastDay);
    for (let day = Math.max(epochDay(startsOn), monday); day <= last; day += 1) close(day);
  }
  for (const { date } of publicHolidays(year.firstMonday, year.endsOn)) close(epochDay(date));
  // What is said to be the first Monday may not be one: the file's weekdays are counted from it all the same.
  return new Map([...weeksOfDay].map(([weekday, weeks]) => [weekday, maskOf(weeks) & weeksUpTo(63)]));
}
