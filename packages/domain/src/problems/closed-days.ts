import { addDays, epochDay, frenchDate } from '../calendar/local-date.js';
import { closedWeeksByDay } from '../calendar/closed-weeks.js';
import { weekCount, weeksOf } from '../calendar/week-mask.js';
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
  const closed = closedWeeksByDay(year, closures);
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
