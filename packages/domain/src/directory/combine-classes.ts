import { squeezedName } from '../names/normalise-name.js';
import type { DirectoryClass } from './directory.js';
import type { GivenDirectory } from './given-directory.js';
import type { GivenExtent, GivenScope } from './given-scope.js';

/** The classes of the whole directory as a source's lists leave them, before renamed ones are recognised. */
export interface CombinedClasses {
  readonly rows: readonly DirectoryClass[];
  /** Whether the source gives classes, or names some that nobody knows. */
  readonly isTouched: boolean;
  readonly extent: GivenExtent;
  /** The id of a class by its name. */
  readonly idOf: (name: string) => string;
  /** Whether the id was made here, to be given up for one that is recognised. */
  readonly isMade: (id: string) => boolean;
}

/** A class is known by its name in its establishment. A list of pupils alone adds the classes it names, and takes none away. */
export function combineClasses(
  known: readonly DirectoryClass[],
  { classes, pupils = [] }: GivenDirectory,
  { establishmentId, isWholeCampus, newId }: GivenScope,
): CombinedClasses {
  const present = known.filter(({ absentSince }) => absentSince === undefined);
  const ofEstablishment = (row: DirectoryClass): boolean => row.establishmentId === establishmentId;
  const byName = new Map(
    // What is present last: it is found first.
    [...known.filter(({ absentSince }) => absentSince !== undefined), ...present]
      .filter(ofEstablishment)
      .map((row) => [squeezedName(row.name), row]),
  );
  const rows = new Map<string, DirectoryClass>();
  const made = new Set<string>();
  const idOf = (name: string): string => {
    const before = byName.get(squeezedName(name));
    return before?.id ?? newId(`classes ${establishmentId} ${squeezedName(name)}`);
  };
  const add = (name: string, givenId?: string): void => {
    const id = givenId ?? idOf(name);
    if (givenId === undefined && !byName.has(squeezedName(name))) made.add(id);
    else if (givenId !== undefined) byName.set(squeezedName(name), { id, name, establishmentId });
    rows.set(id, { id, name, establishmentId });
  };
  for (const { id, name } of classes ?? []) add(name, id);
  const before = rows.size;
  const kept = present.filter(
    (row) => classes === undefined || !(isWholeCampus || ofEstablishment(row)) || rows.has(row.id),
  );
  const keptIds = new Set(kept.map(({ id }) => id));
  for (const { className } of pupils) {
    const isUnknown =
      className !== undefined &&
      className !== null &&
      !rows.has(idOf(className)) &&
      !keptIds.has(idOf(className));
    if (isUnknown) add(className);
  }
  return {
    rows: [...kept.filter(({ id }) => !rows.has(id)), ...rows.values()],
    isTouched: classes !== undefined || rows.size > before,
    extent: {
      known: classes === undefined ? 0 : present.filter(ofEstablishment).length,
      received: classes === undefined ? rows.size : classes.length,
    },
    idOf,
    isMade: (id) => made.has(id),
  };
}
