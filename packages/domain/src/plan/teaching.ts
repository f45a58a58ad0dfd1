import { epochDay } from '../calendar/local-date.js';
import { weekCount } from '../calendar/week-mask.js';
import type { Matching } from '../directory/match.js';
import { sortedSet, teacherReference, type Audience } from '../sessions/audience.js';
import { activeResourcesOf } from '../timetable/active-resources.js';
import type { CourseResource, Ident, Timetable } from '../timetable/timetable.js';
import { courseTimes } from '../timetable/timetable-index.js';
import type { WeeklyLessons } from './taught-days.js';

/** All courses of one subject for one audience, whatever the subject's key turns out to be. */
export interface Teaching<A = Audience> {
  /** Ident of the file's subject; undefined for courses without one, and for those of which it cannot be read. */
  readonly subject: Ident | undefined;
  readonly isSubjectUnread: boolean;
  readonly audience: A;
  readonly teachers: readonly string[];
  readonly lessons: readonly WeeklyLessons[];
  readonly yearlyMinutes: number;
}

/**
 * What is taught to whom by whom, summed over the year: the raw material of teaching services.
 * @param index whom a resource makes attend; the same audience is the same object
 */
export function teachingsOf<A extends { readonly item: string }>(
  timetable: Timetable,
  { teachers }: Pick<Matching, 'teachers'>,
  index: { readonly of: (resource: CourseResource) => A | undefined },
): Teaching<A>[] {
  const activeResources = activeResourcesOf(timetable.year);
  const found = new Map<string, Draft<A>>();
  const firstMonday = epochDay(timetable.year.firstMonday);
  for (const course of timetable.courses) {
    const times = courseTimes(timetable.grid, course);
    if (times === undefined) continue;
    const isSubjectUnread = course.unread?.includes('subject') === true;
    const resources = activeResources(course);
    const weeksOfAudience = new Map<A, bigint>();
    for (const resource of resources) {
      const audience = index.of(resource);
      if (audience === undefined) continue;
      weeksOfAudience.set(audience, (weeksOfAudience.get(audience) ?? 0n) | resource.weeks);
    }
    for (const [audience, weeks] of weeksOfAudience) {
      const key = `${isSubjectUnread ? 'unread' : (course.subject ?? '')} ${audience.item}`;
      let draft = found.get(key);
      if (draft === undefined) {
        draft = {
          subject: isSubjectUnread ? undefined : course.subject,
          isSubjectUnread,
          audience,
          teachers: new Set(),
          lessons: [],
        };
        found.set(key, draft);
      }
      const minutes = times.endMinute - times.startMinute;
      draft.lessons.push({ firstDay: firstMonday + course.day - 1, weeks, minutes });
      for (const { kind, ident, weeks: present } of resources) {
        if (kind !== 'teacher' || (present & weeks) === 0n) continue;
        const teacher = teacherReference({ teachers }, ident);
        if (teacher !== undefined) draft.teachers.add(teacher);
      }
    }
  }
  return [...found.values()].map((draft) => ({
    subject: draft.subject,
    isSubjectUnread: draft.isSubjectUnread,
    audience: draft.audience,
    teachers: sortedSet(draft.teachers),
    lessons: draft.lessons,
    yearlyMinutes: draft.lessons.reduce((total, { weeks, minutes }) => total + weekCount(weeks) * minutes, 0),
  }));
}

interface Draft<A> {
  readonly subject: Ident | undefined;
  readonly isSubjectUnread: boolean;
  readonly audience: A;
  readonly teachers: Set<string>;
  readonly lessons: WeeklyLessons[];
}
