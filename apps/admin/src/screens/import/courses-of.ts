import type { ImportReport, PlanSummaryQuery } from '@timetable/contracts';

export type CourseChangeRow = ImportReport['courseChanges']['items'][number];

/** Which of the courses that change belong to a group of the plan. @param label of that class, teacher or subject */
export function coursesOf(
  courses: readonly CourseChangeRow[],
  by: PlanSummaryQuery['by'],
  label: string,
): readonly CourseChangeRow[] {
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
