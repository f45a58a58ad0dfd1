import { addDays, epochDay, frenchDate } from '../calendar/local-date.js';
import { maskOf, weekCount, weeksOf, weeksUpTo } from '../calendar/week-mask.js';
import { publicHolidays } from '../calendar/public-holidays.js';
import type { ClosureRun } from '../plan/plan.js';
import { activeResourcesOf, weeksOfAny } from '../timetable/active-resources.js';
import type { Timetable } from '../timetable/timetable.js';
import { courseTimes } from '../timetable/timetable-index.js';
import type { Problem } from './problem.js';
import { ProblemLog } from './problem-log.js';

/**
 * Sessions of the file on a public holiday, or on a day the ENT keeps closed. One mask of closed weeks per weekday, compared
 * with each course's: sessions are not expanded.
 * @param closures of the ENT that an import does not remove
 */
export function checkClosedDays(timetable: Timetable, closures: readonly ClosureRun[]): Problem[] {
  const { year, grid, courses } = timetable;
  const log = new ProblemLog();
  if ([year.firstMonday, year.endsOn].some((date) => Number.isNaN(epochDay(date)))) return [];
  const closed = closedWeeksByDay(timetable, closures);
  const activeResources = activeResourcesOf(year);
  for (const course of courses) {
    if (courseTimes(grid, course) === undefined) continue;
    const weeks = weeksOfAny(activeResources(course)) & (closed.get(course.day) ?? 0n);
    const [first] = weeksOf(weeks);
    if (first === undefined) continue;
    log.add({
      code: 'session_on_closed_day',
      line: course.line,
      value: frenchDate(addDays(year.firstMonday, 7 * (first - 1) + course.day - 1)),
      occurrences: weekCount(weeks),
    });
  }
  return log.list();
}

function closedWeeksByDay({ year }: Timetable, closures: readonly ClosureRun[]): Map<number, bigint> {
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
