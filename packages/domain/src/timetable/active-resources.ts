import { daysBetween } from '../calendar/local-date.js';
import { weeksUpTo } from '../calendar/week-mask.js';
import type { CourseResource, FileCourse, TimetableYear } from './timetable.js';

/** Weeks that begin inside the school year, as a mask; all of them when its dates are unreadable. */
export function weeksOfYear({ firstMonday, endsOn }: TimetableYear): bigint {
  const days = daysBetween(firstMonday, endsOn);
  return weeksUpTo(Number.isNaN(days) ? Number.MAX_SAFE_INTEGER : Math.floor(days / 7) + 1);
}

/**
 * Reads a course's resources with the weeks they are really there: weeks outside the school year and cancelled ones are
 * taken away, resources that are never there are left out.
 */
export function activeResourcesOf(
  year: TimetableYear,
): (course: Pick<FileCourse, 'resources' | 'cancelledWeeks'>) => readonly CourseResource[] {
  const allowed = weeksOfYear(year);
  return ({ resources, cancelledWeeks }) => {
    const kept = allowed & ~cancelledWeeks;
    if (resources.every(({ weeks }) => weeks !== 0n && (weeks & ~kept) === 0n)) return resources;
    return resources
      .map((resource) => ({ ...resource, weeks: resource.weeks & kept }))
      .filter(({ weeks }) => weeks !== 0n);
  };
}

/** Weeks in which one of the resources is there. */
export function weeksOfAny(resources: readonly CourseResource[]): bigint {
  let weeks = 0n;
  for (const resource of resources) weeks |= resource.weeks;
  return weeks;
}
