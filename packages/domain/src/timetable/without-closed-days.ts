import { closedWeeksByDay } from '../calendar/closed-weeks.js';
import { addDays, epochDay } from '../calendar/local-date.js';
import type { ClosureRun } from '../plan/plan.js';
import type { CourseResource, Timetable, TimetableYear } from './timetable.js';

/**
 * The same timetable without the lessons of public holidays, of days that the ENT keeps closed and of days before or after
 * the school year, when its format can only say in which weeks a course takes place. Any other file means the days it states.
 * @param closures of the ENT that an import does not remove
 */
export function withoutClosedDays(timetable: Timetable, closures: readonly ClosureRun[]): Timetable {
  const { year, statesNoClosedDays } = timetable;
  const isDated = [year.startsOn, year.endsOn, year.firstMonday].every(
    (date) => !Number.isNaN(epochDay(date)),
  );
  if (statesNoClosedDays !== true || !isDated) return timetable;
  const lastDay = addDays(year.endsOn, 6);
  const closed = closedWeeksByDay({ ...year, endsOn: lastDay }, [...closures, ...outside(year, lastDay)]);
  const open = (resources: readonly CourseResource[], day: number): readonly CourseResource[] => {
    const weeksClosed = closed.get(day) ?? 0n;
    if (resources.every(({ weeks }) => (weeks & weeksClosed) === 0n)) return resources;
    return resources.map((resource) => ({ ...resource, weeks: resource.weeks & ~weeksClosed }));
  };
  const courses = timetable.courses.map((course) => ({
    ...course,
    resources: open(course.resources, course.day),
  }));
  return { ...timetable, courses };
}

/** Of the first and the last week, the days that are not of the year. */
const outside = ({ firstMonday, startsOn, endsOn }: TimetableYear, lastDay: string): ClosureRun[] => [
  ...(firstMonday < startsOn ? [{ startsOn: firstMonday, endsOn: addDays(startsOn, -1) }] : []),
  { startsOn: addDays(endsOn, 1), endsOn: lastDay },
];
