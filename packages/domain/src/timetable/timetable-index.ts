import type { CourseResource, FileCourse, FileGroup, Ident, TimeGrid, Timetable } from './timetable.js';

/** Who attends, as the file knows it. */
export interface FileAudience {
  readonly kind: 'class' | 'group';
  readonly ident: Ident;
}

/** A file's rows by Ident, and the way from class parts to what they are parts of. */
export class TimetableIndex {
  readonly groups: ReadonlyMap<Ident, FileGroup>;
  readonly #classOfPart = new Map<Ident, Ident>();
  readonly #groupsOfPart = new Map<Ident, Ident[]>();
  readonly #classes: ReadonlySet<Ident>;

  constructor({ classes, groups }: Pick<Timetable, 'classes' | 'groups'>) {
    this.#classes = new Set(classes.map(({ ident }) => ident));
    this.groups = new Map(groups.map((group) => [group.ident, group]));
    for (const { ident, parts } of classes) {
      // A part of two classes is an error of the file; whatever the rows' order, the lowest Ident has it.
      for (const part of parts)
        this.#classOfPart.set(part, Math.min(ident, this.#classOfPart.get(part) ?? ident));
    }
    for (const { ident, parts } of groups) {
      for (const part of parts) {
        const holders = this.#groupsOfPart.get(part);
        if (holders === undefined) this.#groupsOfPart.set(part, [ident]);
        else holders.push(ident);
      }
    }
  }

  /**
   * Whom a course's resource makes attend. A part of a class stands for the group that holds it when exactly one does,
   * since parts exist to make groups; otherwise for its class, which is too many pupils rather than none.
   */
  audienceOf({ kind, ident }: CourseResource): FileAudience | undefined {
    if (kind === 'class') return this.#classes.has(ident) ? { kind, ident } : undefined;
    if (kind === 'group') return this.groups.has(ident) ? { kind, ident } : undefined;
    if (kind !== 'part') return undefined;
    const [group, another] = this.#groupsOfPart.get(ident) ?? [];
    if (group !== undefined && another === undefined) return { kind: 'group', ident: group };
    const owner = this.#classOfPart.get(ident);
    return owner === undefined ? undefined : { kind: 'class', ident: owner };
  }

  /** Classes the group draws from, whole or in part, each once. */
  classesOf(group: FileGroup): Ident[] {
    const owners = group.parts
      .map((part) => this.#classOfPart.get(part))
      .filter((owner) => owner !== undefined);
    return [...new Set([...group.classes, ...owners])];
  }
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
