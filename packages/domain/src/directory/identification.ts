import { groupByEach } from '../collections/group-by.js';
import { presentFirst } from './directory.js';
import type { MatchReason } from './match-reason.js';
import {
  identifierKeys,
  isContradicted,
  type DirectoryPerson,
  type Identifier,
  type Person,
} from './person.js';

/** What the identifiers of one row say. */
interface Evidence<D> {
  /** Whom they designate; more than one: they contradict each other. */
  readonly designated: readonly D[];
  /** Who bears an identifier that identifies nobody, and why it does not. */
  readonly doubtful: readonly D[];
  readonly doubt?: MatchReason;
}

/**
 * The second way of matching people: identifiers. One that two rows bear, in the file or in the directory, identifies
 * nobody: national ids do get duplicated. Neither does one that both name and birth date contradict.
 */
export class Identification<F extends Person, D extends DirectoryPerson> {
  readonly #identifiers: readonly Identifier<F | D>[];
  readonly #inFile: ReadonlyMap<string, readonly F[]>;
  readonly #present: ReadonlyMap<string, readonly D[]>;
  readonly #absent: ReadonlyMap<string, readonly D[]>;

  constructor(rows: readonly F[], directory: readonly D[], identifiers: readonly Identifier<F | D>[]) {
    this.#identifiers = identifiers;
    const keysOf = (person: F | D) => identifierKeys(identifiers, person);
    this.#inFile = groupByEach(rows, keysOf);
    this.#present = groupByEach(
      directory.filter(({ absentSince }) => absentSince === undefined),
      keysOf,
    );
    this.#absent = groupByEach(
      directory.filter(({ absentSince }) => absentSince !== undefined),
      keysOf,
    );
  }

  isSharedInFile(key: string): boolean {
    return (this.#inFile.get(key)?.length ?? 0) > 1;
  }

  of(row: F): Evidence<D> {
    const designated = new Set<D>();
    const doubtful = new Set<D>();
    let doubt: MatchReason | undefined;
    for (const key of identifierKeys(this.#identifiers, row)) {
      const holders = this.#holders(key);
      const [only] = holders;
      const reason = this.#doubt(row, key, holders);
      if (reason === undefined) {
        if (only !== undefined) designated.add(only);
        continue;
      }
      doubt ??= reason;
      for (const holder of holders) doubtful.add(holder);
    }
    return {
      designated: presentFirst([...designated]),
      doubtful: [...doubtful],
      ...(doubt !== undefined && { doubt }),
    };
  }

  /** Whether an identifier that the administration gives for life says that they are two people. */
  differ(row: F, person: D): boolean {
    return this.#identifiers.some(({ prefix, isOfficial, of }) => {
      if (!isOfficial) return false;
      const [inFile, known] = [of(row) ?? '', of(person) ?? ''];
      const saysNothing =
        inFile === '' ||
        known === '' ||
        this.isSharedInFile(`${prefix}:${inFile}`) ||
        this.#holders(`${prefix}:${known}`).length > 1;
      return !saysNothing && inFile !== known;
    });
  }

  /** Someone who left is asked about only when nobody present bears it. */
  #holders(key: string): readonly D[] {
    return this.#present.get(key) ?? this.#absent.get(key) ?? [];
  }

  #doubt(row: F, key: string, holders: readonly D[]): MatchReason | undefined {
    const [only] = holders;
    if (only === undefined) return undefined;
    if (this.isSharedInFile(key)) return 'identifier_shared_in_file';
    if (holders.length > 1) return 'identifier_shared';
    return isContradicted(row, only) ? 'identifier_contradicted' : undefined;
  }
}
