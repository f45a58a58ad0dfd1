import type { ImportReport, PlanSummaryQuery } from '@timetable/contracts';

export type ListedCourse = ImportReport['courseChanges']['items'][number];

/** Which of the courses that change belong to a group of the plan. @param label of that class, teacher or subject */
export function coursesOf(
  courses: readonly ListedCourse[],
  by: PlanSummaryQuery['by'],
  label: string,
): readonly ListedCourse[] {
  switch (by) {
    case 'class':
      return courses.filter(({ audience }) => audience.includes(label));
    case 'teacher':
      return courses.filter(({ teachers }) => teachers.includes(label));
    case 'subject':
      return courses.filter(({ subject }) => subject === label);
    // A course changes in many weeks, and by kind there are no courses.
    case 'week':
    case 'kind':
      return [];
  }
}
