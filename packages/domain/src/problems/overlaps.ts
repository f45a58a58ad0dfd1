import { addDays, frenchDate, isLocalDate } from '../calendar/local-date.js';
import { weeksOf } from '../calendar/week-mask.js';
import { activeResourcesOf } from '../timetable/active-resources.js';
import type { FileCourse, Ident, ResourceKind, Timetable } from '../timetable/timetable.js';
import { courseTimes } from '../timetable/timetable-index.js';
import { frenchTime } from '../text/french.js';
import type { ProblemLog } from './problem-log.js';

const CODES = {
  teacher: 'overlap_teacher',
  class: 'overlap_class',
  group: 'overlap_group',
  room: 'overlap_room',
} as const satisfies Partial<Record<ResourceKind, string>>;

/** Weeks in which each slot (day and place) of one resource is taken. */
type Occupation = Map<number, bigint>;

/**
 * Reports every course that takes a teacher, class, group or room already taken at that time by an earlier course of the
 * file. Each place of the grid remembers its weeks, so that the work grows with the courses and not with their pairs.
 */
export function findOverlaps(timetable: Timetable, log: ProblemLog): void {
  const { courses, grid, year } = timetable;
  const occupations: Record<keyof typeof CODES, Map<Ident, Occupation>> = {
    teacher: new Map(),
    class: new Map(),
    group: new Map(),
    room: new Map(),
  };
  const activeResources = activeResourcesOf(year);
  const names = namesOf(timetable);
  for (const course of courses) {
    const times = courseTimes(grid, course);
    if (times === undefined) continue;
    for (const { kind, ident, weeks } of activeResources(course)) {
      if (kind === 'part' || kind === 'pupil') continue;
      const occupation = occupations[kind].get(ident) ?? new Map<number, bigint>();
      occupations[kind].set(ident, occupation);
      const [week] = weeksOf(occupy(occupation, course, grid.places.length, weeks));
      if (week === undefined) continue;
      const date = isLocalDate(year.firstMonday)
        ? `le ${frenchDate(addDays(year.firstMonday, 7 * (week - 1) + course.day - 1))}`
        : `jour ${course.day}, semaine ${week}`;
      const value = `${names(kind, ident)}, ${date} à ${frenchTime(times.startMinute)}`;
      log.add({ code: CODES[kind], line: course.line, value });
    }
  }
}

/** What a secretary looks for in EDT. People are numbered, not named: problems travel. */
function namesOf({ classes, groups, rooms }: Timetable): (kind: keyof typeof CODES, ident: Ident) => string {
  const nameOf = (rows: readonly { readonly ident: Ident; readonly name: string }[]) =>
    new Map(rows.map(({ ident, name }) => [ident, name]));
  const [ofClass, ofGroup, ofRoom] = [nameOf(classes), nameOf(groups), nameOf(rooms)];
  return (kind, ident) => {
    switch (kind) {
      case 'teacher':
        return `enseignant n° ${ident}`;
      case 'class':
        return ofClass.get(ident) ?? `classe n° ${ident}`;
      case 'group':
        return ofGroup.get(ident) ?? `groupe n° ${ident}`;
      case 'room':
        return `salle ${ofRoom.get(ident) ?? `n° ${ident}`}`;
    }
  };
}

/** Takes the course's slots; answers the weeks in which one of them was taken already. */
function occupy(
  occupation: Occupation,
  { day, firstPlace, placeCount }: FileCourse,
  places: number,
  weeks: bigint,
): bigint {
  let common = 0n;
  for (let place = firstPlace; place < firstPlace + placeCount; place += 1) {
    const slot = day * places + place;
    const before = occupation.get(slot) ?? 0n;
    common |= before & weeks;
    occupation.set(slot, before | weeks);
  }
  return common;
}
