import type { Matching } from '../directory/match.js';
import { weeksOfYear } from '../timetable/active-resources.js';
import { TimetableIndex } from '../timetable/timetable-index.js';
import {
  NO_IDENT,
  type CourseFacet,
  type CourseResource,
  type FileCourse,
  type FileMembership,
  type FilePupil,
  type Ident,
  type TimeGrid,
  type Timetable,
  type TimetableYear,
  type UnreadCourse,
} from '../timetable/timetable.js';
import { isImpossibleStay } from './impossible-stay.js';
import { lackingKinds } from './missing-rows.js';
import { everyCourse } from '../timetable/every-course.js';

/**
 * The file with everything that it leaves unsaid marked, so that no rule takes silence for an order (import-rules §2): what
 * refers to a row that is missing, or that neither its name nor anything else tells, refers to nobody and says so; a course
 * out of the grid is one whose place cannot be read; a course for a class and for somebody unknown is not for the whole class.
 */
export function tellUnread(timetable: Timetable, matching: Matching): Timetable {
  const rows = new KnownRows(timetable, matching);
  const courses: FileCourse[] = [];
  const unreadCourses: UnreadCourse[] = [];
  for (const stated of everyCourse(timetable)) {
    const course = rows.told(stated);
    if (isPlaced(course) && isInGrid(timetable.grid, course))
      courses.push(withToldEnd(timetable.grid, course));
    else unreadCourses.push(outOfGrid(timetable.grid, course));
  }
  return {
    ...timetable,
    courses,
    unreadCourses,
    lacking: lackingKinds(timetable),
    groups: timetable.groups.map((group) =>
      rows.isWhole(group) || group.isPartlyUnread ? group : { ...group, isPartlyUnread: true },
    ),
    pupils: timetable.pupils.map((stated) => {
      const pupil = withBelievedStays(stated, timetable.year);
      return rows.areStaysKnown(pupil) || pupil.isPartlyUnread ? pupil : { ...pupil, isPartlyUnread: true };
    }),
  };
}

/** The rows that a reference may be believed to mean something by. */
class KnownRows {
  readonly #index: TimetableIndex;
  readonly #known: Readonly<Record<'teacher' | 'class' | 'group' | 'room' | 'subject', ReadonlySet<Ident>>>;
  readonly #parts: ReadonlySet<Ident>;
  readonly #sharedParts: ReadonlySet<Ident>;
  readonly #pupils: ReadonlySet<Ident>;
  readonly #weeks: bigint;

  constructor(timetable: Timetable, { teachers, classes }: Matching) {
    this.#index = new TimetableIndex(timetable);
    this.#weeks = weeksOfYear(timetable.year);
    this.#known = {
      teacher: identsOf(timetable.teachers, ({ ident, lastName, firstName }) => {
        const match = teachers.get(ident);
        // What would tell the person may be what the row lacks.
        const isInDoubt = lastName === '' || (firstName === '' && (match?.candidates.length ?? 0) > 0);
        return match?.targetId !== undefined || !isInDoubt;
      }),
      class: identsOf(timetable.classes, ({ ident, name, isPartlyUnread }) => {
        const match = classes.get(ident);
        // What would tell it from its namesakes may be what is unreadable.
        const isInDoubt = name === '' || (isPartlyUnread === true && (match?.candidates.length ?? 0) > 0);
        return match?.targetId !== undefined || !isInDoubt;
      }),
      group: identsOf(timetable.groups, ({ name }) => name.trim() !== ''),
      room: identsOf(timetable.rooms, ({ name }) => name.trim() !== ''),
      subject: identsOf(timetable.subjects, ({ code, label }) => `${code}${label}`.trim() !== ''),
    };
    this.#parts = new Set(timetable.classes.flatMap(({ parts }) => parts));
    this.#sharedParts = partsOfSeveralPupils(timetable);
    this.#pupils = identsOf(timetable.pupils, () => true);
  }

  told<C extends FileCourse | UnreadCourse>(course: C): C {
    const unread = new Set<CourseFacet>(course.unread);
    const { subject } = course;
    if (subject !== undefined && !this.#known.subject.has(subject)) unread.add('subject');
    let isTold = true;
    for (const resource of course.resources) {
      if (!this.#isKnown(resource)) {
        unread.add(resource.kind);
        isTold &&= Number.isNaN(resource.ident);
      }
      if ((resource.weeks & ~this.#weeks) !== 0n) unread.add(resource.kind).add('weeks');
    }
    if (unread.size === 0) return course;
    // Whoever is unknown may be a part of the class: it is not given what may be for some of its pupils only.
    const isForSome = unread.has('group') || unread.has('part');
    const resources =
      isTold && !isForSome
        ? course.resources
        : course.resources.map((resource) =>
            this.#isKnown(resource) && !(isForSome && resource.kind === 'class')
              ? resource
              : { ...resource, ident: NO_IDENT },
          );
    if (isForSome && course.resources.some(({ kind }) => kind === 'class')) unread.add('class');
    return { ...course, resources, unread: [...unread] };
  }

  #isKnown({ kind, ident }: CourseResource): boolean {
    if (kind === 'pupil') return this.#pupils.has(ident);
    if (kind !== 'part') return this.#known[kind].has(ident);
    const owner = this.#index.classOfPart(ident);
    return (
      this.#index.groupsOfPart(ident).length > 0 || (owner !== undefined && this.#known.class.has(owner))
    );
  }

  /** Whether everything that a group is made of is there. */
  isWhole({ classes, parts, pupils = [] }: Timetable['groups'][number]): boolean {
    return (
      classes.every((ident) => this.#known.class.has(ident)) &&
      parts.every((ident) => this.#parts.has(ident)) &&
      pupils.every((ident) => this.#pupils.has(ident))
    );
  }

  areStaysKnown({ classes, parts }: FilePupil): boolean {
    return (
      classes.every(({ ident }) => this.#known.class.has(ident)) &&
      parts.every(({ ident }) => this.#parts.has(ident) || this.#sharedParts.has(ident))
    );
  }
}

/** The same pupil; neither date of a stay that cannot be is believed. */
function withBelievedStays(pupil: FilePupil, year: TimetableYear): FilePupil {
  const isImpossible = (stay: FileMembership): boolean => isImpossibleStay(stay, year);
  if (![...pupil.classes, ...pupil.parts].some(isImpossible)) return pupil;
  const believed = (stays: readonly FileMembership[]) =>
    stays.map((stay) => (isImpossible(stay) ? ({ ...stay, isUndated: true } as const) : stay));
  return { ...pupil, classes: believed(pupil.classes), parts: believed(pupil.parts), isPartlyUnread: true };
}

/** Exports do have parts that no class describes and that make no group: pupils share them. One pupil's alone is a mistake. */
function partsOfSeveralPupils({ pupils }: Timetable): ReadonlySet<Ident> {
  const once = new Set<Ident>();
  const shared = new Set<Ident>();
  for (const { parts } of pupils) {
    for (const ident of new Set(parts.map((part) => part.ident))) {
      if (once.has(ident)) shared.add(ident);
      once.add(ident);
    }
  }
  return shared;
}

function identsOf<R extends { readonly ident: Ident }>(
  rows: readonly R[],
  isKnown: (row: R) => boolean,
): ReadonlySet<Ident> {
  return new Set(rows.filter(isKnown).map(({ ident }) => ident));
}

const isPlaced = (course: FileCourse | UnreadCourse): course is FileCourse =>
  course.day !== undefined && course.firstPlace !== undefined && course.placeCount !== undefined;

const isWeekday = (day: number | undefined): boolean => day !== undefined && day >= 1 && day <= 7;

const isInGrid = ({ places }: TimeGrid, { day, firstPlace, placeCount }: FileCourse): boolean =>
  isWeekday(day) &&
  placeCount >= 1 &&
  places[firstPlace] !== undefined &&
  places[firstPlace + placeCount - 1] !== undefined;

/** A course is over when its last place is. */
function withToldEnd({ places }: TimeGrid, course: FileCourse): FileCourse {
  const isEndUnread = places[course.firstPlace + course.placeCount - 1]?.isEndUnread === true;
  return isEndUnread ? { ...course, unread: [...(course.unread ?? []), 'end'] } : course;
}

function outOfGrid({ places }: TimeGrid, course: FileCourse | UnreadCourse): UnreadCourse {
  const { day, firstPlace } = course;
  return {
    ...course,
    day: isWeekday(day) ? day : undefined,
    firstPlace: firstPlace !== undefined && places[firstPlace] !== undefined ? firstPlace : undefined,
    // A place outside the grid is as good as none; so is a length, when the grid does not hold it.
    placeCount: undefined,
  };
}
