import type { Matching } from '../directory/match.js';
import type { ImportTarget } from '../import/import-context.js';
import { normaliseName } from '../names/normalise-name.js';
import { unmatchedReference } from '../names/unmatched-reference.js';
import type { CourseResource, FileGroup, Ident, Timetable } from '../timetable/timetable.js';
import { TimetableIndex, type FileAudience } from '../timetable/timetable-index.js';

interface AudienceInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly groupKeys: ReadonlyMap<Ident, string>;
  readonly target: ImportTarget;
}

/** Who attends, as the ENT knows it. */
export interface Audience {
  /** `c:<ENT class id>`, `c:?<class name>`, `g:<group key>` or `g:?<group name>`. */
  readonly item: string;
  /** Establishments of its classes inside the target, sorted; never empty. */
  readonly establishmentIds: readonly string[];
  readonly file: FileAudience;
}

/** Translates the classes, parts and groups of a file into audience items, each once. */
export class AudienceIndex {
  readonly index: TimetableIndex;
  readonly #classes = new Map<Ident, Audience>();
  readonly #groups = new Map<Ident, Audience>();

  constructor(private readonly input: AudienceInput) {
    const { timetable, groupKeys } = input;
    this.index = new TimetableIndex(timetable);
    for (const { ident } of timetable.classes) {
      this.#classes.set(ident, {
        item: `c:${classReference(input.matching, ident)}`,
        establishmentIds: this.#establishments([ident]),
        file: { kind: 'class', ident },
      });
    }
    for (const group of timetable.groups) {
      this.#groups.set(group.ident, {
        item: `g:${groupKeys.get(group.ident) ?? unmatchedGroup(group)}`,
        establishmentIds: this.establishmentsOf(group),
        file: { kind: 'group', ident: group.ident },
      });
    }
  }

  /** Undefined for teachers and rooms, and for references to nothing. */
  of(resource: CourseResource): Audience | undefined {
    const audience = this.index.audienceOf(resource);
    if (audience === undefined) return undefined;
    return (audience.kind === 'class' ? this.#classes : this.#groups).get(audience.ident);
  }

  /** Every class and group of the file. */
  *all(): Generator<Audience> {
    yield* this.#classes.values();
    yield* this.#groups.values();
  }

  /**
   * Items under which earlier imports knew a class or group that is matched now and was not then, with what it is today.
   * An item that stands for several rows, or for one that is still unmatched, says nothing about its past.
   */
  settledItems(): ReadonlyMap<string, Audience> {
    const settled = new Map<string, Audience>();
    const inDoubt = new Set<string>();
    for (const audience of this.all()) {
      const unmatched = this.#unmatchedItem(audience.file);
      if (audience.item === unmatched || settled.has(unmatched)) inDoubt.add(unmatched);
      else settled.set(unmatched, audience);
    }
    for (const item of inDoubt) settled.delete(item);
    return settled;
  }

  #unmatchedItem({ kind, ident }: FileAudience): string {
    if (kind === 'class') return `c:${unmatchedClass(this.input.matching, ident)}`;
    const group = this.index.groups.get(ident);
    return `g:${group === undefined ? '?' : unmatchedGroup(group)}`;
  }

  establishmentsOf(group: FileGroup): readonly string[] {
    return this.#establishments(this.index.classesOf(group));
  }

  #establishments(classes: readonly Ident[]): readonly string[] {
    const { matching, target } = this.input;
    const found = new Set<string>();
    for (const ident of classes) {
      const id = matching.classes.get(ident)?.targetId;
      const establishment = id === undefined ? undefined : matching.classEstablishments.get(id);
      if (establishment !== undefined) found.add(establishment);
    }
    const inTarget = target.establishments.map(({ id }) => id).filter((id) => found.has(id));
    return inTarget.length > 0 ? inTarget.sort() : target.establishments.slice(0, 1).map(({ id }) => id);
  }
}

/** ENT id of the class, or `?` and its name as matching knows it. */
export function classReference(matching: Pick<Matching, 'classes'>, ident: Ident): string {
  return matching.classes.get(ident)?.targetId ?? unmatchedClass(matching, ident);
}

function unmatchedClass({ classes }: Pick<Matching, 'classes'>, ident: Ident): string {
  return unmatchedReference('class', classes.get(ident)?.key ?? '');
}

/** Namesakes share it: a group without a key of its own is only known by its name. */
const unmatchedGroup = ({ name }: FileGroup): string =>
  unmatchedReference('group', `name:${normaliseName(name)}`);

/** ENT id of the teacher, or `?` and the match key; undefined for an Ident that is no teacher's. */
export function teacherReference({ teachers }: Pick<Matching, 'teachers'>, ident: Ident): string | undefined {
  const match = teachers.get(ident);
  return match === undefined ? undefined : (match.targetId ?? unmatchedReference('teacher', match.key));
}

/** The same items sorted, each once: equal sets are equal arrays. */
export function sortedSet(items: Iterable<string>): string[] {
  return [...new Set(items)].sort();
}
