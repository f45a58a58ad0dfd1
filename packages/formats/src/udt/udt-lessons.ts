import {
  maskOf,
  weeksUpTo,
  type CourseFacet,
  type CourseResource,
  type FileCourse,
  type Ident,
  type UnreadCourse,
} from '@timetable/domain';
import { parseUnsignedInt } from '../reading/values.js';
import type { UdtCalendar } from './udt-calendar.js';
import type { UdtClassesAndGroups } from './udt-classes-and-groups.js';
import { PUBLICATION, type UdtFiles } from './udt-files.js';
import type { UdtPeopleAndPlaces } from './udt-people-and-places.js';
import type { UdtProblems } from './udt-problems.js';
import type { UdtRow } from './udt-row.js';
import type { UdtSlot, UdtSlots } from './udt-slots.js';

export interface UdtStructure {
  readonly calendar: UdtCalendar;
  readonly slots: UdtSlots;
  readonly people: UdtPeopleAndPlaces;
  readonly structure: UdtClassesAndGroups;
  readonly problems: UdtProblems;
}

/** What a line says, apart from when. */
interface Lesson {
  readonly row: UdtRow;
  readonly subject: Ident | undefined;
  readonly resources: readonly Omit<CourseResource, 'weeks'>[];
  readonly unread: readonly CourseFacet[];
}

/** A lesson on one or several half sequences that follow one another. */
interface PlacedLesson extends Lesson {
  readonly slot: UdtSlot;
}

/**
 * The lines of the timetable (file 12) as courses. The theoretical lines hold until the first published week; from then on,
 * each published week has its real lines (`12_NN`), and its own co-teaching where there is one (`23_NN`).
 */
export class UdtLessons {
  readonly courses: FileCourse[] = [];
  readonly unreadCourses: UnreadCourse[] = [];
  readonly #index = new Map<string, number>();

  constructor(
    files: UdtFiles,
    private readonly known: UdtStructure,
  ) {
    const published = publishedWeeks(files, known);
    const real = realWeeks(files, published, known);
    const theoretical = weeksBefore(published, known) & ~maskOf(real.keys());
    this.#add(files.of('12', 'ligfiche'), coTeachers(files.of('23', 'coens')), theoretical);
    for (const [week, isoWeek] of real) {
      const ofWeek = files.has(`23_${isoWeek}`) ? files.of('23', 'coens', isoWeek) : files.of('23', 'coens');
      this.#add(files.of('12', 'ligfiche', isoWeek), coTeachers(ofWeek), 1n << BigInt(week));
    }
  }

  #add(lines: readonly UdtRow[], coTeachersOf: ReadonlyMap<string, readonly UdtRow[]>, weeks: bigint): void {
    for (const ofOne of linesThatMayFollow(lines)) {
      let open: PlacedLesson | undefined;
      let number = 0;
      for (const line of ofOne) {
        const slot = this.known.slots.ofFiche(line.value('fic'));
        const lesson = this.#lessonOf(line, coTeachersOf.get(line.value('code')) ?? []);
        if (slot === undefined) {
          this.#addUnplaced(lesson, weeks);
          continue;
        }
        const next = fichesNumber(line);
        if (open !== undefined && next === number + 1 && follows(open, lesson, slot)) {
          open = joined(open, lesson, slot);
        } else {
          if (open !== undefined) this.#addCourse(open, weeks);
          open = { ...lesson, slot };
        }
        number = next;
      }
      if (open !== undefined) this.#addCourse(open, weeks);
    }
  }

  #lessonOf(row: UdtRow, coTeaching: readonly UdtRow[]): Lesson {
    const { people, structure } = this.known;
    const unread = new Set<CourseFacet>();
    const resources = new Map<string, Omit<CourseResource, 'weeks'>>();
    const collect = (kind: CourseResource['kind'], ident: Ident | undefined) => {
      if (ident === undefined) return;
      if (Number.isNaN(ident)) unread.add(kind);
      resources.set(resourceKey({ kind, ident }), { kind, ident });
    };
    const subject = people.subjectCodes.referred(row, 'mat');
    if (Number.isNaN(subject)) unread.add('subject');
    collect('teacher', people.teacherCodes.referred(row, 'prof'));
    for (const each of coTeaching) collect('teacher', people.teacherCodes.referred(each, 'prof'));
    const audience = structure.audienceOf(row);
    if (audience !== undefined) collect(audience.kind, audience.ident);
    collect('room', people.roomCodes.referred(row, 'salle'));
    return {
      row,
      subject: Number.isNaN(subject) ? undefined : subject,
      resources: [...resources.values()],
      unread: [...unread],
    };
  }

  #addUnplaced(lesson: Lesson, weeks: bigint): void {
    this.known.problems.report('udt_line_unplaced', lesson.row, lesson.row.value('code'));
    this.unreadCourses.push({
      ...contentOf(lesson, weeks),
      day: undefined,
      firstPlace: undefined,
      placeCount: undefined,
    });
  }

  /**
   * The same lesson at the same time, in other weeks or as a line of another division, is the same course: whoever teaches it
   * beside its teacher does in the weeks that say so.
   */
  #addCourse(lesson: PlacedLesson, inWeeks: bigint): void {
    const { row, slot, subject, resources, unread } = lesson;
    const weeks = inWeeks & this.known.calendar.openWeeks(slot.day);
    if (weeks === 0n) return;
    const others = resources.filter(({ kind }) => kind !== 'teacher').map(resourceKey);
    const key = [slot.day, slot.startMinute, slot.endMinute, subject, row.value('prof'), ...others].join();
    const at = this.#index.get(key);
    const known = at === undefined ? undefined : this.courses[at];
    if (at === undefined || known === undefined) {
      this.#index.set(key, this.courses.length);
      const places = this.known.slots.hours.placesOf(slot);
      this.courses.push({ ...contentOf(lesson, weeks), day: slot.day, ...places });
      return;
    }
    const all = new Map(known.resources.map((each) => [resourceKey(each), each]));
    for (const each of resources) {
      const before = all.get(resourceKey(each))?.weeks ?? 0n;
      all.set(resourceKey(each), { ...each, weeks: before | weeks });
    }
    const allUnread = [...new Set([...(known.unread ?? []), ...unread])];
    this.courses[at] = {
      ...known,
      resources: [...all.values()],
      ...(allUnread.length > 0 && { unread: allUnread }),
    };
  }
}

const resourceKey = ({ kind, ident }: Omit<CourseResource, 'weeks'>): string => `${kind} ${ident}`;

const contentOf = ({ row, subject, resources, unread }: Lesson, weeks: bigint) => ({
  line: row.line,
  subject,
  resources: resources.map((resource) => ({ ...resource, weeks })),
  cancelledWeeks: 0n,
  ...(unread.length > 0 && { unread }),
});

/** Published school weeks that have lines of their own, with the ISO number of their file. */
function realWeeks(
  files: UdtFiles,
  published: ReadonlySet<number>,
  { calendar, problems }: UdtStructure,
): ReadonlyMap<number, number> {
  const weeks = new Map<number, number>();
  for (const isoWeek of files.weeksOf('12')) {
    const week = calendar.weekOfIso(isoWeek);
    if (week !== undefined && published.has(week)) weeks.set(week, isoWeek);
    else problems.reportReading('week_unpublished', undefined, `UDCal_12_${isoWeek}.xml`);
  }
  return weeks;
}

/** School weeks that begin a period of publication: the first one always does. */
function publishedWeeks(files: UdtFiles, { calendar }: UdtStructure): ReadonlySet<number> {
  const weeks = files.of(PUBLICATION, 'semaine').flatMap((row) => {
    const week = calendar.weekOfIso(parseUnsignedInt(row.value('num')) ?? 0);
    return week === undefined ? [] : [week];
  });
  return new Set([1, ...weeks]);
}

/** The first period is that of week 1, and ends where the next one begins. */
function weeksBefore(published: ReadonlySet<number>, { calendar }: UdtStructure): bigint {
  const next = Math.min(...[...published].filter((week) => week > 1), calendar.weekCount + 1);
  return weeksUpTo(next - 1);
}

/** Of one lesson: an export of which one line has thousands would have each of its lines read with each of them. */
const MOST_CO_TEACHERS = 50;

function coTeachers(rows: readonly UdtRow[]): ReadonlyMap<string, readonly UdtRow[]> {
  const byLine = Map.groupBy(rows, (row) => row.value('lignefic'));
  return new Map([...byLine].map(([line, all]) => [line, all.slice(0, MOST_CO_TEACHERS)]));
}

/** Lines of one division, subject, teacher and group, by code: those that follow one another are one lesson. */
function linesThatMayFollow(lines: readonly UdtRow[]): Iterable<readonly UdtRow[]> {
  const keyOf = (row: UdtRow) =>
    ['div', 'mat', 'prof', 'rgpmt', 'gpe'].map((name) => row.value(name)).join('\n');
  const inOrder = lines.toSorted((a, b) => (a.value('code') < b.value('code') ? -1 : 1));
  return Map.groupBy(inOrder, keyOf).values();
}

/** The half sequence's rank in the week: the first three digits of a line's code. */
function fichesNumber(line: UdtRow): number {
  return parseUnsignedInt(line.value('code').slice(0, 3)) ?? Number.NaN;
}

/** Whether one hour goes on in the next half sequence: another room is another lesson. */
function follows(open: PlacedLesson, { resources }: Lesson, slot: UdtSlot): boolean {
  const rooms = (of: readonly Omit<CourseResource, 'weeks'>[]) =>
    of.filter(({ kind }) => kind === 'room').map(({ ident }) => ident);
  return (
    slot.day === open.slot.day &&
    slot.startMinute >= open.slot.endMinute &&
    rooms(resources).join() === rooms(open.resources).join()
  );
}

function joined(open: PlacedLesson, { resources, unread }: Lesson, slot: UdtSlot): PlacedLesson {
  const all = new Map([...open.resources, ...resources].map((each) => [resourceKey(each), each]));
  return {
    ...open,
    resources: [...all.values()],
    unread: [...new Set([...open.unread, ...unread])],
    slot: { ...open.slot, endMinute: slot.endMinute },
  };
}
