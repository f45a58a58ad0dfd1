import { groupBy } from '../collections/group-by.js';
import type { MatchReason } from './match-reason.js';
import { isSameBirth, nameAndBirthOf, nameOf, type DirectoryPerson, type Person } from './person.js';

interface Names<F, D> {
  /** All rows of the file: whoever bears the name counts, matched or not. */
  readonly rows: readonly F[];
  readonly directory: readonly D[];
  /** People whom another row is already. */
  readonly taken: ReadonlySet<string>;
  /** Whether something besides names says that they are two people. */
  readonly differ: (row: F, person: D) => boolean;
  /** Whether something in both forbids taking one for the other on a name alone. */
  readonly contradicts?: ((row: F, person: D) => boolean) | undefined;
}

/**
 * The last way of matching people: names. A person already taken is no candidate. Without birth date on one side, a name
 * alone is enough only if nobody else bears it, in the file and in the directory.
 */
export class Homonyms<F extends Person, D extends DirectoryPerson> {
  readonly #names: Names<F, D>;
  readonly #inDirectory: ReadonlyMap<string, readonly D[]>;
  readonly #inFile: ReadonlyMap<string, readonly F[]>;
  readonly #duplicates: ReadonlyMap<string, readonly F[]>;

  constructor(names: Names<F, D>) {
    this.#names = names;
    this.#inDirectory = groupBy(names.directory, nameOf);
    this.#inFile = groupBy(names.rows, nameOf);
    this.#duplicates = groupBy(names.rows, nameAndBirthOf);
  }

  /** The person, or why nobody is for sure. */
  match(row: F): D | MatchReason {
    const people = this.#bearers(row);
    const possible = this.#possible(row);
    const born = possible.filter((person) => isSameBirth(row, person));
    const [sameBirth] = born;
    if (sameBirth !== undefined) {
      const isAlone = born.length === 1 && this.#duplicates.get(nameAndBirthOf(row))?.length === 1;
      if (isAlone) return sameBirth;
      return born.length > 1 ? 'homonyms' : 'homonyms_in_file';
    }
    const [only] = possible;
    if (people.length > 1) return 'homonyms';
    if (only === undefined) return 'identifier_differs';
    if (row.birthDate !== undefined && only.birthDate !== undefined) return 'birth_date_differs';
    if ((this.#inFile.get(nameOf(row))?.length ?? 0) > 1) return 'homonyms_in_file';
    return this.#names.contradicts?.(row, only) === true ? 'class_differs' : only;
  }

  /** Whether anybody bears the name of that row. */
  isBorne(row: F): boolean {
    return this.#bearers(row).length > 0;
  }

  /** People of that name whom nobody else in the file is. */
  candidates(row: F): string[] {
    return this.#bearers(row)
      .filter(({ id }) => !this.#names.taken.has(id))
      .map(({ id }) => id);
  }

  #bearers(row: F): readonly D[] {
    return this.#inDirectory.get(nameOf(row)) ?? [];
  }

  #possible(row: F): D[] {
    const { taken, differ } = this.#names;
    return this.#bearers(row).filter((person) => !taken.has(person.id) && !differ(row, person));
  }
}
