import { addDays, weekday, type LocalDate } from './local-date.js';
import { isSchoolDay, schoolWeek } from './school-calendar.js';
import { GRID, type Course, type School } from './school.js';

/** A dated occurrence that an import of the school must produce. */
export interface ExpectedSession {
  readonly date: LocalDate;
  /** Minutes from local midnight. */
  readonly startMinute: number;
  readonly course: Course;
}

/**
 * Every session of the year, worked out day by day from the calendar: a way of its own, which shares nothing with the
 * export's week masks nor with the import's expansion, so that the one can check the other.
 */
export function* expectedSessions(school: School): Generator<ExpectedSession> {
  const { calendar } = school;
  const byDay = Map.groupBy(school.courses.filter(hasAnybody), ({ day }) => day);
  for (let date = calendar.startsOn; date <= calendar.lastSchoolDay; date = addDays(date, 1)) {
    if (!isSchoolDay(calendar, date)) continue;
    const week = schoolWeek(calendar, date);
    for (const course of byDay.get(weekday(date)) ?? []) {
      if (!takesPlace(course, week)) continue;
      yield { date, course, startMinute: GRID.firstMinute + GRID.placeMinutes * course.firstPlace };
    }
  }
}

export function takesPlace({ rhythm, exceptWeeks }: Course, week: number): boolean {
  if (exceptWeeks?.includes(week) === true) return false;
  return rhythm === 'every' || (week % 2 === 1) === (rhythm === 'A');
}

export function hasAnybody({ teachers, classes, groups, room }: Course): boolean {
  return teachers.length + classes.length + groups.length > 0 || room !== undefined;
}
