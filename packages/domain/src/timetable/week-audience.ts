import type { MadeGroups } from './made-groups.js';
import type { CourseResource, FileCourse, FileGroup, Ident, ResourceKind } from './timetable.js';
import type { FileAudience, TimetableIndex } from './timetable-index.js';

/** Whom a course is for in some of its weeks. */
interface WeekAudience {
  readonly audiences: readonly FileAudience[];
  /** Groups that the course names together with some of their parts only. */
  readonly narrowed: readonly FileGroup[];
}

/**
 * Whom a course is for in weeks where all these resources are there, never more than the file says (import-rules §7):
 * - a part of a class is for the only group that holds it when it has no other parts than those named, and nobody else;
 *   otherwise for a group made for the part;
 * - a group named with all of its parts is that group; named with some of them, the course is for these;
 * - a class named with a group or a part of it is not meant whole;
 * - pupils named one by one come in addition.
 */
export function weekAudience(
  resources: readonly CourseResource[],
  course: Pick<FileCourse, 'line'>,
  index: TimetableIndex,
  made: MadeGroups,
): WeekAudience {
  const named = (wanted: ResourceKind) =>
    new Set(resources.filter(({ kind }) => kind === wanted).map(({ ident }) => ident));
  const parts = named('part');
  const { groups, narrowed, left } = groupsAmong(named('group'), parts, index);
  const ofParts = [...left].map((part) => groupOfPart(part, parts, course, index, made));
  const smaller = [...[...groups].map((ident) => index.groups.get(ident)), ...ofParts];
  const classes = [...named('class')].filter(
    (ident) => !smaller.some((group) => group === undefined || isPerhapsPartOf(group, ident, index)),
  );
  const ofPupils = made.ofPupils(named('pupil'), course);
  const attending = [...ofParts, ofPupils].filter((group) => group !== undefined).map(({ ident }) => ident);
  return {
    audiences: [
      ...classes.map((ident) => ({ kind: 'class', ident }) as const),
      ...[...new Set([...groups, ...attending])].map((ident) => ({ kind: 'group', ident }) as const),
    ],
    narrowed,
  };
}

/** The groups that are meant whole, and the parts that none of them explains. */
function groupsAmong(
  groups: ReadonlySet<Ident>,
  parts: ReadonlySet<Ident>,
  index: TimetableIndex,
): {
  readonly groups: readonly Ident[];
  readonly narrowed: readonly FileGroup[];
  readonly left: ReadonlySet<Ident>;
} {
  const partsOf = (ident: Ident) => index.groups.get(ident)?.parts ?? [];
  const whole = new Set([...groups].filter((ident) => partsOf(ident).every((part) => parts.has(part))));
  const explained = new Set([...whole].flatMap(partsOf));
  const left = new Set([...parts].filter((part) => !explained.has(part)));
  const isNarrowed = (ident: Ident) => !whole.has(ident) && partsOf(ident).some((part) => left.has(part));
  return {
    groups: [...groups].filter((ident) => !isNarrowed(ident)),
    narrowed: [...groups]
      .filter(isNarrowed)
      .map((ident) => index.groups.get(ident))
      .filter((group) => group !== undefined),
    left,
  };
}

/** Undefined for a part that the file does not describe. */
function groupOfPart(
  part: Ident,
  named: ReadonlySet<Ident>,
  course: Pick<FileCourse, 'line'>,
  index: TimetableIndex,
  made: MadeGroups,
): FileGroup | undefined {
  const [holder, another] = index.groupsOfPart(part);
  if (holder === undefined && index.classOfPart(part) === undefined) return undefined;
  const isAllNamed =
    holder !== undefined &&
    another === undefined &&
    holder.classes.length === 0 &&
    (holder.pupils ?? []).length === 0 &&
    holder.parts.every((other) => named.has(other));
  return isAllNamed ? holder : made.ofPart(part, course);
}

/** A group of which nobody knows what it is made of may be part of any class. */
function isPerhapsPartOf(group: FileGroup, ofClass: Ident, index: TimetableIndex): boolean {
  const classes = index.classesOf(group);
  return classes.length === 0 || classes.includes(ofClass);
}
