import type {
  CourseResource,
  FileCourse,
  FileGroup,
  FileMembership,
  FilePupil,
  Ident,
  TimeGrid,
  Timetable,
} from './timetable.js';

/** Who attends, as the file knows it. */
export interface FileAudience {
  readonly kind: 'class' | 'group';
  readonly ident: Ident;
}

/** A file's rows by Ident, and the way from class parts and pupils to the classes and groups they belong to. */
export class TimetableIndex {
  readonly groups: ReadonlyMap<Ident, FileGroup>;
  readonly #classOfPart = new Map<Ident, Ident>();
  readonly #groupsOfPart = new Map<Ident, FileGroup[]>();
  readonly #classes: ReadonlySet<Ident>;
  readonly #pupils: readonly FilePupil[];
  #classesOfPupil: ReadonlyMap<Ident, readonly Ident[]> | undefined;

  constructor({ classes, groups, pupils }: Pick<Timetable, 'classes' | 'groups' | 'pupils'>) {
    this.#classes = new Set(classes.map(({ ident }) => ident));
    this.#pupils = pupils;
    this.groups = new Map(groups.map((group) => [group.ident, group]));
    for (const { ident, parts } of classes) {
      // A part of two classes is an error of the file; whatever the rows' order, the lowest Ident has it.
      for (const part of parts)
        this.#classOfPart.set(part, Math.min(ident, this.#classOfPart.get(part) ?? ident));
    }
    for (const group of groups) {
      for (const part of new Set(group.parts)) {
        const holders = this.#groupsOfPart.get(part);
        if (holders === undefined) this.#groupsOfPart.set(part, [group]);
        else holders.push(group);
      }
    }
  }

  /** Whom a course's resource makes attend, once its audience is settled: parts and pupils have become groups by then. */
  audienceOf({ kind, ident }: CourseResource): FileAudience | undefined {
    if (kind === 'class') return this.#classes.has(ident) ? { kind, ident } : undefined;
    if (kind === 'group') return this.groups.has(ident) ? { kind, ident } : undefined;
    return undefined;
  }

  classOfPart(part: Ident): Ident | undefined {
    return this.#classOfPart.get(part);
  }

  groupsOfPart(part: Ident): readonly FileGroup[] {
    return this.#groupsOfPart.get(part) ?? [];
  }

  /** Classes the group draws from, whole or in part, each once; for a group of single pupils, the last class of each. */
  classesOf({ classes, parts, pupils = [] }: FileGroup): Ident[] {
    const isOfSinglePupils = classes.length === 0 && parts.length === 0 && pupils.length > 0;
    if (isOfSinglePupils) this.#classesOfPupil ??= new Map(this.#pupils.map(lastClassesOf));
    const owners = [
      ...parts.map((part) => this.#classOfPart.get(part)),
      ...(isOfSinglePupils ? pupils.flatMap((pupil) => this.#classesOfPupil?.get(pupil) ?? []) : []),
    ];
    return [...new Set([...classes, ...owners.filter((owner) => owner !== undefined)])];
  }
}

/** The class of the pupil's last stay; several when they end together. A stay without end is the last one. */
function lastClassesOf({ ident, classes }: FilePupil): readonly [Ident, readonly Ident[]] {
  const end = ({ endsOn }: FileMembership) => endsOn || '9999-12-31';
  const last = classes.map(end).reduce((a, b) => (a > b ? a : b), '');
  return [ident, classes.filter((stay) => end(stay) === last).map((stay) => stay.ident)];
}

/** Local minutes between which a course takes place; undefined when it is not inside the grid or lasts no time. */
export function courseTimes(
  grid: TimeGrid,
  { firstPlace, placeCount }: FileCourse,
): { readonly startMinute: number; readonly endMinute: number } | undefined {
  const first = grid.places[firstPlace];
  const last = grid.places[firstPlace + placeCount - 1];
  if (first === undefined || last === undefined || placeCount < 1) return undefined;
  if (last.endMinute <= first.startMinute) return undefined;
  return { startMinute: first.startMinute, endMinute: last.endMinute };
}
