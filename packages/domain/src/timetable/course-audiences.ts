import { weeksOf } from '../calendar/week-mask.js';
import { groupBy } from '../collections/group-by.js';
import { weeksOfAny } from './active-resources.js';
import { MadeGroups } from './made-groups.js';
import type { CourseResource, FileCourse, FileGroup, Ident, Timetable, UnreadCourse } from './timetable.js';
import { TimetableIndex } from './timetable-index.js';
import { weekAudience } from './week-audience.js';

interface SettledCourse<C> {
  readonly course: C;
  /** Groups that the course names together with some of their parts only: it is for these parts. */
  readonly narrowed: readonly FileGroup[];
}

/**
 * The same timetable, in which every course says by whole classes and by groups who attends. Parts of classes, and pupils
 * named one by one, become groups: those of the file that are exactly they, else groups made for them. A timetable that is
 * settled already stays as it is. The groups made have no name yet: `withMadeGroupNames`.
 */
export function withSettledAudiences(timetable: Timetable): Timetable {
  const { unreadCourses = [] } = timetable;
  if (![...timetable.courses, ...unreadCourses].some(isUnsettled)) return timetable;
  const audiences = new CourseAudiences(timetable);
  const settled = {
    courses: timetable.courses.map((course) => audiences.settle(course).course),
    unreadCourses: unreadCourses.map((course) => audiences.settle(course).course),
  };
  return { ...timetable, ...settled, groups: [...timetable.groups, ...audiences.madeGroups()] };
}

/** The same settled timetable, in which the groups made for its courses are called so. @param names by Ident */
export function withMadeGroupNames(timetable: Timetable, names: ReadonlyMap<Ident, string>): Timetable {
  if (names.size === 0) return timetable;
  const groups = timetable.groups.map((group) => {
    const name = names.get(group.ident);
    return name === undefined ? group : { ...group, name };
  });
  return { ...timetable, groups };
}

/** Decides for the courses of a file, week by week, whom they are for. */
export class CourseAudiences {
  readonly #index: TimetableIndex;
  readonly #made: MadeGroups;

  constructor(timetable: Timetable) {
    this.#index = new TimetableIndex(timetable);
    this.#made = new MadeGroups(timetable);
  }

  /** Those of the courses settled so far. */
  madeGroups(): readonly FileGroup[] {
    return this.#made.all();
  }

  settle<C extends FileCourse | UnreadCourse>(course: C): SettledCourse<C> {
    if (!isUnsettled(course)) return { course, narrowed: [] };
    const resources = new Map<string, CourseResource>();
    const narrowed = new Set<FileGroup>();
    for (const { weeks, present } of periodsOf(course.resources.filter(isAudience))) {
      const week = weekAudience(present, course, this.#index, this.#made);
      for (const { kind, ident } of week.audiences) {
        const key = `${kind} ${ident}`;
        resources.set(key, { kind, ident, weeks: weeks | (resources.get(key)?.weeks ?? 0n) });
      }
      for (const group of week.narrowed) narrowed.add(group);
    }
    const others = course.resources.filter((resource) => !isAudience(resource));
    return { course: { ...course, resources: [...others, ...resources.values()] }, narrowed: [...narrowed] };
  }
}

/** Whether anything but one kind of audience, classes or groups, is named. */
function isUnsettled({ resources }: FileCourse | UnreadCourse): boolean {
  const kinds = new Set(resources.filter(isAudience).map(({ kind }) => kind));
  return kinds.has('part') || kinds.has('pupil') || (kinds.has('class') && kinds.has('group'));
}

/** Whoever cannot be told is nobody's class or group. */
const isAudience = ({ kind, ident }: CourseResource): boolean =>
  kind !== 'teacher' && kind !== 'room' && !Number.isNaN(ident);

interface Period {
  readonly weeks: bigint;
  readonly present: readonly CourseResource[];
}

/** The weeks of a course, those with the same resources together. */
function periodsOf(resources: readonly CourseResource[]): Period[] {
  const byWeeks = groupBy(resources, ({ weeks }) => weeks);
  const masks = [...byWeeks.keys()];
  const isThere = (mask: bigint, week: number) => ((mask >> BigInt(week)) & 1n) === 1n;
  const periods = groupBy(weeksOf(weeksOfAny(resources)), (week) =>
    masks.map((mask) => (isThere(mask, week) ? '1' : '0')).join(''),
  );
  return [...periods.values()].map((weeks) => ({
    weeks: weeks.reduce((mask, week) => mask | (1n << BigInt(week)), 0n),
    present: masks.filter((mask) => isThere(mask, weeks[0] ?? 0)).flatMap((mask) => byWeeks.get(mask) ?? []),
  }));
}
