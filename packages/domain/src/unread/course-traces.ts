import { weeksOf } from '../calendar/week-mask.js';
import type { Matching } from '../directory/match.js';
import { sortedSet, teacherReference, type AudienceIndex } from '../sessions/audience.js';
import { activeResourcesOf, weeksOfAny } from '../timetable/active-resources.js';
import { UNKNOWN_SUBJECT } from '../plan/subject-key.js';
import {
  NO_IDENT,
  type CourseFacet,
  type FileCourse,
  type Ident,
  type Timetable,
  type UnreadCourse,
} from '../timetable/timetable.js';
import { everyCourse } from '../timetable/every-course.js';
import type { CourseTrace } from './unread-plan.js';

interface TraceInput {
  /** As `tellUnread` gives it. */
  readonly timetable: Timetable;
  readonly matching: Pick<Matching, 'teachers'>;
  readonly index: Pick<AudienceIndex, 'of'>;
  readonly subjectKeys: ReadonlyMap<Ident, string>;
}

/** A trace of every course that is not wholly read. One that lacks nothing but rooms leaves nothing else in doubt: none. */
export function courseTraces({ timetable, matching, index, subjectKeys }: TraceInput): CourseTrace[] {
  const activeResources = activeResourcesOf(timetable.year);
  const traces: CourseTrace[] = [];
  for (const course of everyCourse(timetable)) {
    const isPlaced =
      course.day !== undefined && course.placeCount !== undefined && startOf(timetable, course) !== null;
    const unread = new Set<CourseFacet>(course.unread);
    if (isPlaced && [...unread].every((facet) => facet === 'room')) continue;
    const resources = activeResources(course);
    traces.push({
      day: course.day ?? null,
      startMinute: startOf(timetable, course),
      subjectKey: unread.has('subject')
        ? null
        : (subjectKeys.get(course.subject ?? NO_IDENT) ?? UNKNOWN_SUBJECT),
      audience: sortedSet(resources.flatMap((resource) => index.of(resource)?.item ?? [])),
      isAudienceWhole: !isAudienceUnread(unread),
      teachers: sortedSet(
        resources.flatMap(({ kind, ident }) =>
          kind === 'teacher' ? (teacherReference(matching, ident) ?? []) : [],
        ),
      ),
      areTeachersWhole: !unread.has('teacher'),
      weeks: unread.has('weeks') ? null : weeksOf(weeksOfAny(resources)),
      isVolumeWhole: isPlaced && !unread.has('weeks') && !unread.has('end'),
    });
  }
  return traces;
}

export const isAudienceUnread = (unread: ReadonlySet<CourseFacet>): boolean =>
  (['class', 'part', 'group', 'pupil'] as const).some((kind) => unread.has(kind));

function startOf({ grid }: Timetable, { firstPlace }: FileCourse | UnreadCourse): number | null {
  return grid.places[firstPlace ?? -1]?.startMinute ?? null;
}

/** Whether a course of the trace may be one of this subject for this class or group. */
export function mayBeOf(
  trace: CourseTrace,
  { subjectKey, audience }: { readonly subjectKey: string; readonly audience: string },
): boolean {
  const isSubject = trace.subjectKey === null || trace.subjectKey === subjectKey;
  return isSubject && (!trace.isAudienceWhole || trace.audience.includes(audience));
}
