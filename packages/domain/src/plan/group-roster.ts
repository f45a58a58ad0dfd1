import { compareTexts } from '../collections/compare-texts.js';
import { epochDay, localDates } from '../calendar/local-date.js';
import type { Matching } from '../directory/match.js';
import { everyCourse } from '../timetable/every-course.js';
import { activeResourcesOf } from '../timetable/active-resources.js';
import type { FileGroup, FileMembership, Ident, Timetable, TimetableYear } from '../timetable/timetable.js';
import type { TimetableIndex } from '../timetable/timetable-index.js';
import type { StatedMembership } from './plan.js';

interface DatedPupil extends FileMembership {
  readonly pupil: Ident;
}

/** Who belongs to the file's groups, and when. Unmatched people are left out. */
export class GroupRoster {
  readonly #ofClass = new Map<Ident, DatedPupil[]>();
  readonly #ofPart = new Map<Ident, DatedPupil[]>();
  readonly #teachers: ReadonlyMap<Ident, ReadonlySet<string>>;
  readonly #year: TimetableYear;
  readonly #dateOf = localDates();
  /** Whether somebody's stay has a date that cannot be read. */
  readonly hasUndated: boolean;

  constructor(
    timetable: Timetable,
    private readonly matching: Matching,
    index: TimetableIndex,
  ) {
    this.#year = timetable.year;
    for (const { ident: pupil, classes, parts } of timetable.pupils) {
      for (const membership of classes) add(this.#ofClass, membership.ident, { ...membership, pupil });
      for (const membership of parts) add(this.#ofPart, membership.ident, { ...membership, pupil });
    }
    this.hasUndated = timetable.pupils.some(
      ({ isPartlyUnread, classes, parts }) =>
        isPartlyUnread === true && ![...classes, ...parts].every(isDated),
    );
    this.#teachers = teachersOfGroups(timetable, matching, index);
  }

  /**
   * Pupils through the group's parts and classes with the dates of the file, be they past; pupils put in it one by one and
   * teachers of its courses, of whom the file gives none. Dates stay inside the school year; one person's overlapping or
   * adjacent stays are one.
   * @param isCounted which stays count. @default all
   */
  membersOf(
    { ident, classes, parts, pupils = [] }: FileGroup,
    isCounted: (stay: FileMembership) => boolean = () => true,
  ): StatedMembership[] {
    const { startsOn, endsOn } = this.#year;
    const stays = [
      ...classes.flatMap((owner) => this.#ofClass.get(owner) ?? []),
      ...parts.flatMap((part) => this.#ofPart.get(part) ?? []),
      ...pupils.map((pupil) => ({ pupil, ident, startsOn: '', endsOn: '' })),
    ];
    const byPerson = new Map<string, Stay[]>();
    for (const stay of stays) {
      if (!isCounted(stay)) continue;
      const personId = this.matching.pupils.get(stay.pupil)?.targetId;
      const inYear = {
        start: epochDay(later(stay.startsOn, startsOn)),
        end: epochDay(earlier(stay.endsOn, endsOn)),
        hasNoStart: stay.startsOn === '',
      };
      if (personId !== undefined && inYear.start <= inYear.end) add(byPerson, personId, inYear);
    }
    const members: StatedMembership[] = [];
    for (const [personId, all] of byPerson) {
      for (const { start, end, hasNoStart } of mergeStays(all)) {
        const dates = { startsOn: this.#dateOf(start), endsOn: this.#dateOf(end) };
        members.push({ personId, role: 'pupil', ...dates, ...(hasNoStart && { hasNoStart }) });
      }
    }
    for (const personId of this.#teachers.get(ident) ?? []) {
      members.push({ personId, role: 'teacher', startsOn, endsOn, hasNoStart: true });
    }
    return members.sort(compareMembers);
  }
}

export const isDated = ({ isUndated }: FileMembership): boolean => isUndated !== true;

interface Stay {
  start: number;
  end: number;
  readonly hasNoStart: boolean;
}

function mergeStays(stays: readonly Stay[]): Stay[] {
  const merged: Stay[] = [];
  // Of two that begin together, the one that says so comes first.
  const inOrder = [...stays].sort((a, b) => a.start - b.start || Number(a.hasNoStart) - Number(b.hasNoStart));
  for (const stay of inOrder) {
    const last = merged.at(-1);
    if (last !== undefined && stay.start <= last.end + 1) last.end = Math.max(last.end, stay.end);
    else merged.push({ ...stay });
  }
  return merged;
}

function teachersOfGroups(
  timetable: Timetable,
  { teachers }: Matching,
  index: TimetableIndex,
): Map<Ident, Set<string>> {
  const activeResources = activeResourcesOf(timetable.year);
  const found = new Map<Ident, Set<string>>();
  // A course teaches its group whatever its place in the week.
  for (const course of everyCourse(timetable)) {
    const resources = activeResources(course);
    const ids = resources
      .filter(({ kind }) => kind === 'teacher')
      .map(({ ident }) => teachers.get(ident)?.targetId)
      .filter((id) => id !== undefined);
    if (ids.length === 0) continue;
    for (const resource of resources) {
      const audience = index.audienceOf(resource);
      if (audience?.kind !== 'group') continue;
      const known = found.get(audience.ident) ?? new Set();
      for (const id of ids) known.add(id);
      found.set(audience.ident, known);
    }
  }
  return found;
}

function later(date: string, bound: string): string {
  return date === '' || date < bound ? bound : date;
}

function earlier(date: string, bound: string): string {
  return date === '' || date > bound ? bound : date;
}

/** Without a text for each of the many comparisons. */
function compareMembers(a: StatedMembership, b: StatedMembership): number {
  return (
    compareTexts(a.role, b.role) ||
    compareTexts(a.personId, b.personId) ||
    compareTexts(a.startsOn, b.startsOn)
  );
}

function add<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [value]);
  else list.push(value);
}
