import type { FileCourse, Timetable, UnreadCourse } from './timetable.js';

/** The courses of a file, those whose place in the week cannot be read last. */
export function* everyCourse({
  courses,
  unreadCourses = [],
}: Pick<Timetable, 'courses' | 'unreadCourses'>): Generator<FileCourse | UnreadCourse> {
  yield* courses;
  yield* unreadCourses;
}
