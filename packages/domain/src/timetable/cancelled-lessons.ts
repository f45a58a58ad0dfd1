import type { FileCourse } from './timetable.js';

/** A course, or the lessons of it that the file says are cancelled. */
export interface LessonsOfCourse extends FileCourse {
  readonly isCancelled?: true;
}

/** Each course with its cancelled weeks apart: those lessons were planned, and whoever looks back at them finds them so. */
export function withCancelledLessons(courses: readonly FileCourse[]): LessonsOfCourse[] {
  return courses.flatMap((course) =>
    course.cancelledWeeks === 0n
      ? [course]
      : [course, { ...course, cancelledWeeks: ~course.cancelledWeeks, isCancelled: true as const }],
  );
}
