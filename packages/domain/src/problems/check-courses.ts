import { openWeeksOf } from '../calendar/closures.js';
import { addDays, epochDay, frenchDate } from '../calendar/local-date.js';
import { weeksOf } from '../calendar/week-mask.js';
import { frenchCount } from '../text/french.js';
import { activeResourcesOf, weeksOfAny, weeksOfYear } from '../timetable/active-resources.js';
import type { FileCourse, Timetable } from '../timetable/timetable.js';
import type { ProblemLog } from './problem-log.js';

/** An open week with less than one session in five of an ordinary one's was probably not filled in. */
const ALMOST_EMPTY = 1 / 5;

/** Rules on single courses, and on how they fill the weeks. */
export function checkCourses(timetable: Timetable, log: ProblemLog): void {
  const allowed = weeksOfYear(timetable.year);
  const activeResources = activeResourcesOf(timetable.year);
  const outside = sessionsOutsideYear(timetable);
  const sessionsOfWeek = new Map<number, number>();
  for (const course of timetable.courses) {
    const { line } = course;
    checkSlot(timetable, course, log);
    if (course.subject === undefined && course.unread?.includes('subject') !== true) {
      log.add({ code: 'course_without_subject', line });
    }
    for (const { weeks } of course.resources) {
      if ((weeks & ~allowed) !== 0n) log.add({ code: 'weeks_out_of_year', line, value: String(weeks) });
    }
    checkAudience(course, log);
    const weeks = weeksOf(weeksOfAny(activeResources(course)));
    for (const week of weeks) {
      sessionsOfWeek.set(week, (sessionsOfWeek.get(week) ?? 0) + 1);
      const date = outside(week, course.day);
      if (date !== undefined) log.add({ code: 'session_outside_year', line, value: frenchDate(date) });
    }
  }
  checkFilling(timetable, sessionsOfWeek, log);
}

function checkSlot(
  { grid }: Timetable,
  { line, day, firstPlace, placeCount }: FileCourse,
  log: ProblemLog,
): void {
  if (placeCount < 1) log.add({ code: 'course_without_length', line });
  else if (grid.places[firstPlace] === undefined || grid.places[firstPlace + placeCount - 1] === undefined) {
    log.add({ code: 'place_outside_grid', line, value: `${firstPlace} + ${placeCount}` });
  }
  if (!grid.openDays.includes(day)) log.add({ code: 'day_not_open', line, value: String(day) });
}

/** What cannot be read is no absence: it was reported. */
function checkAudience({ line, resources, unread }: FileCourse, log: ProblemLog): void {
  if (unread !== undefined) return;
  if (resources.length === 0) log.add({ code: 'course_without_resource', line });
  else if (resources.every(({ kind }) => kind === 'teacher' || kind === 'room')) {
    log.add({ code: 'course_without_audience', line });
  }
}

/** The date of a week's day when it is not between the first and last day of the year. */
function sessionsOutsideYear({
  year: { firstMonday, startsOn, endsOn },
}: Timetable): (week: number, day: number) => string | undefined {
  const [monday, first, last] = [epochDay(firstMonday), epochDay(startsOn), epochDay(endsOn)];
  return (week, day) => {
    const date = monday + 7 * (week - 1) + day - 1;
    return date < first || date > last ? addDays(firstMonday, date - monday) : undefined;
  };
}

function checkFilling(
  timetable: Timetable,
  sessionsOfWeek: ReadonlyMap<number, number>,
  log: ProblemLog,
): void {
  const weeks = weeksOf(openWeeksOf(timetable));
  const counts = weeks.map((week) => sessionsOfWeek.get(week) ?? 0);
  const median = [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
  weeks.forEach((week, index) => {
    const count = counts[index] ?? 0;
    if (count >= median * ALMOST_EMPTY) return;
    const monday = frenchDate(addDays(timetable.year.firstMonday, 7 * (week - 1)));
    log.add({
      code: 'week_almost_empty',
      value: `semaine du ${monday} : ${frenchCount(count, 'séance', 'séances')}`,
    });
  });
}
