import { epochDay, localDates } from '../calendar/local-date.js';
import { weeksOf } from '../calendar/week-mask.js';
import { zone, type ZoneClock } from '../calendar/zoned-time.js';
import type { Matching } from '../directory/match.js';
import type { ImportTarget } from '../import/import-context.js';
import type { StructurePlan } from '../plan/plan.js';
import { UNKNOWN_SUBJECT } from '../plan/subject-key.js';
import { activeResourcesOf, weeksOfAny } from '../timetable/active-resources.js';
import { withCancelledLessons, type LessonsOfCourse } from '../timetable/cancelled-lessons.js';
import { withMadeGroupNames, withSettledAudiences } from '../timetable/course-audiences.js';
import type { CourseFacet, CourseResource, Timetable } from '../timetable/timetable.js';
import { courseTimes } from '../timetable/timetable-index.js';
import { AudienceIndex, sortedSet, teacherReference } from './audience.js';
import type { SessionDraft, SessionFacet } from './session-draft.js';

interface ExpansionInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly structure: Pick<StructurePlan, 'groupKeys' | 'madeGroupNames' | 'subjectKeys'>;
  readonly target: ImportTarget;
  /** Whether cancelled lessons come too, as such: what the first import of a year writes. @default false */
  readonly withCancelled?: boolean;
}

/** What a course's sessions share as long as the same resources are active. */
type Presence = Pick<
  SessionDraft,
  'audience' | 'teachers' | 'classes' | 'groups' | 'rooms' | 'establishmentIds'
> & { readonly clock: ZoneClock };

/**
 * Every dated session of a file (edt §4), one at a time: a big file has millions. A course takes place in the
 * weeks where one of its resources is active and that are not cancelled; each session lists only the resources active that
 * week. Courses without resource, out of the grid or of no length give none. Sessions of one course share their arrays.
 */
export function* expandSessions(input: ExpansionInput): Generator<SessionDraft> {
  const { structure } = input;
  const timetable = withMadeGroupNames(withSettledAudiences(input.timetable), structure.madeGroupNames);
  const presences = new PresenceIndex({ ...input, timetable });
  const firstDay = epochDay(timetable.year.firstMonday);
  if (Number.isNaN(firstDay)) return;
  const activeResources = activeResourcesOf(timetable.year);
  const dateOf = localDates();
  const courses: readonly LessonsOfCourse[] =
    input.withCancelled === true ? withCancelledLessons(timetable.courses) : timetable.courses;
  for (const course of courses) {
    const times = courseTimes(timetable.grid, course);
    if (times === undefined) continue;
    const { startMinute, endMinute } = times;
    const resources = activeResources(course);
    const weeks = weeksOf(weeksOfAny(resources));
    if (weeks.length === 0) continue;
    const subjectKey = structure.subjectKeys.get(course.subject ?? Number.NaN) ?? UNKNOWN_SUBJECT;
    const whole = presences.of(resources);
    const unsaid = unsaidOf(course.unread);
    const presenceOf = isUniform(resources) ? () => whole : presences.byWeek(resources);
    for (const week of weeks) {
      const day = firstDay + 7 * (week - 1) + course.day - 1;
      const presence = presenceOf(week);
      yield {
        date: dateOf(day),
        startMinute,
        endMinute,
        startsAt: presence.clock.instant(day, startMinute),
        endsAt: presence.clock.instant(day, endMinute),
        subjectKey,
        audience: presence.audience,
        teachers: presence.teachers,
        classes: presence.classes,
        groups: presence.groups,
        rooms: presence.rooms,
        establishmentIds: presence.establishmentIds,
        ...unsaid,
        ...(course.isCancelled && { isCancelled: true }),
      };
    }
  }
}

const FACETS: Readonly<Record<CourseFacet, SessionFacet>> = {
  subject: 'subject',
  class: 'audience',
  part: 'audience',
  group: 'audience',
  pupil: 'audience',
  teacher: 'teachers',
  room: 'rooms',
  weeks: 'weeks',
  end: 'end',
};

function unsaidOf(unread: readonly CourseFacet[] | undefined): Pick<SessionDraft, 'unsaid'> {
  if (unread === undefined) return {};
  return { unsaid: [...new Set(unread.map((facet) => FACETS[facet]))].sort() };
}

function isUniform(resources: readonly CourseResource[]): boolean {
  return resources.every(({ weeks }) => weeks === resources[0]?.weeks);
}

class PresenceIndex {
  readonly #audiences: AudienceIndex;
  readonly #rooms: ReadonlyMap<number, string>;

  constructor(private readonly input: ExpansionInput) {
    const { timetable, matching, structure, target } = input;
    this.#audiences = new AudienceIndex({ timetable, matching, target, groupKeys: structure.groupKeys });
    this.#rooms = new Map(timetable.rooms.map(({ ident, name }) => [ident, name.trim()]));
  }

  of(resources: readonly CourseResource[]): Presence {
    const { matching, target } = this.input;
    const [audience, teachers, rooms]: [string[], string[], string[]] = [[], [], []];
    const establishments = new Set<string>();
    for (const resource of resources) {
      if (resource.kind === 'teacher') {
        const teacher = teacherReference(matching, resource.ident);
        if (teacher !== undefined) teachers.push(teacher);
      } else if (resource.kind === 'room') {
        const room = this.#rooms.get(resource.ident);
        if (room !== undefined && room !== '') rooms.push(room);
      } else {
        const attending = this.#audiences.of(resource);
        if (attending === undefined) continue;
        audience.push(attending.item);
        for (const id of attending.establishmentIds) establishments.add(id);
      }
    }
    const items = sortedSet(audience);
    const [home] = target.establishments;
    if (establishments.size === 0 && home !== undefined) establishments.add(home.id);
    const establishmentIds = [...establishments].sort();
    const place = target.establishments.find(({ id }) => id === establishmentIds[0]);
    return {
      audience: items,
      teachers: sortedSet(teachers),
      rooms: sortedSet(rooms),
      classes: items.filter((item) => item.startsWith('c:')).map((item) => item.slice(2)),
      groups: items.filter((item) => item.startsWith('g:')).map((item) => item.slice(2)),
      establishmentIds,
      clock: zone(place?.timeZone ?? 'Europe/Paris'),
    };
  }

  /** The presence of each week, made once per set of resources. */
  byWeek(resources: readonly CourseResource[]): (week: number) => Presence {
    const made = new Map<string, Presence>();
    return (week) => {
      const bit = 1n << BigInt(week);
      const there = resources.filter(({ weeks }) => (weeks & bit) !== 0n);
      const key = there.map((resource) => resources.indexOf(resource)).join();
      let presence = made.get(key);
      if (presence === undefined) made.set(key, (presence = this.of(there)));
      return presence;
    };
  }
}
