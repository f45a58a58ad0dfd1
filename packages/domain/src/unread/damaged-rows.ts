import { weeksOfYear } from '../timetable/active-resources.js';
import { courseTimes } from '../timetable/timetable-index.js';
import { UNNUMBERED, type Ident, type RowKind, type Timetable } from '../timetable/timetable.js';
import { missingRows } from './missing-rows.js';

/**
 * How many rows of a file are missing or damaged: each once, whatever the number of references to it or of things in it that
 * cannot be read. People's own rows are not among them: no course depends on one.
 */
export function damagedRows(timetable: Timetable): number {
  const { courses, unreadCourses = [], subjects, teachers, classes, groups, rooms } = timetable;
  const missing = missingRows(timetable);
  const rowsOf = (kind: Exclude<RowKind, 'pupil'>, rows: readonly Row[] = []): number => {
    const damaged = rows.filter(
      ({ ident, isPartlyUnread }) => ident < UNNUMBERED || isPartlyUnread === true,
    ).length;
    // What a row without number is not referred to by is missing: one and the same.
    return Math.max(damaged, missing[kind].size);
  };
  const allowed = weeksOfYear(timetable.year);
  const damagedCourses = courses.filter(
    (course) =>
      course.unread !== undefined ||
      (course.placeCount > 0 && courseTimes(timetable.grid, course) === undefined) ||
      course.resources.some(({ weeks }) => (weeks & ~allowed) !== 0n),
  );
  return (
    unreadCourses.length +
    damagedCourses.length +
    rowsOf('subject', subjects) +
    rowsOf('teacher', teachers) +
    rowsOf('class', classes) +
    rowsOf('part') +
    rowsOf('group', groups) +
    rowsOf('room', rooms)
  );
}

interface Row {
  readonly ident: Ident;
  readonly isPartlyUnread?: true;
}
