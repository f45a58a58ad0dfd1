import { groupBy } from '../collections/group-by.js';
import { normaliseName, squeezedName } from '../names/normalise-name.js';
import type { MatchDecisions } from './match-decisions.js';
import type { MatchKind, MatchResult } from './match.js';
import type { MatchReason } from './match-reason.js';

/** A teacher or a pupil of the file, or of the directory. */
interface Person {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
}
interface FilePerson extends Person {
  readonly ident: number;
}
interface DirectoryPerson extends Person {
  readonly id: string;
}

interface Identifier<F, D> {
  /** What it is called in keys: `idpn`, `sts`, `ine`, `siecle`. */
  readonly prefix: string;
  readonly ofFile: (row: F) => string | undefined;
  readonly ofDirectory: (person: D) => string | undefined;
  /**
   * True when the administration gives it for life: two people with different ones are different, whatever their name.
   * IDPN is not: a rebuilt EDT base draws new ones.
   */
  readonly isOfficial: boolean;
}

interface PeopleToMatch<F extends FilePerson, D extends DirectoryPerson> {
  readonly kind: MatchKind;
  readonly rows: readonly F[];
  readonly directory: readonly D[];
  /** In order of trust. */
  readonly identifiers: readonly Identifier<F, D>[];
  readonly decisions: MatchDecisions;
  /** Whether something else in both forbids taking one for the other on a name alone. */
  readonly contradicts?: (row: F, person: D) => boolean;
}

const MOST_CANDIDATES = 10;

/**
 * Matches people in three passes over the whole file: remembered decisions, identifiers, then names. Identifiers that
 * designate different people settle nothing. A person already taken by a decision or an identifier is no candidate by name. Without birth date on one side, a name alone is enough only
 * if nobody else bears it, in the file and in the directory.
 */
export function matchPeople<F extends FilePerson, D extends DirectoryPerson>(
  input: PeopleToMatch<F, D>,
): Map<number, MatchResult> {
  const { kind, rows, directory, identifiers, decisions } = input;
  const byIdentifier = indexByIdentifier(directory, identifiers);
  const keys = new RowKeys(identifiers);
  const known = new Set(directory.map(({ id }) => id));
  const results = new Map<number, MatchResult>();
  const taken = new Set<string>();
  const byNameOnly: { row: F; key: string; candidates: readonly string[] }[] = [];

  for (const row of [...rows].sort((a, b) => a.ident - b.ident)) {
    const [key, aliases] = keys.of(row);
    const base = { kind, ident: row.ident, key, label: `${row.lastName} ${row.firstName}`.trim() };
    const decision = decisions.find(kind, aliases, known);
    if (decision !== undefined) {
      const targetId = decision.targetId ?? undefined;
      if (targetId !== undefined) taken.add(targetId);
      results.set(row.ident, { ...base, targetId, by: 'decision', candidates: [] });
      continue;
    }
    const holders = aliases.map((alias) => byIdentifier.get(alias) ?? []);
    // An identifier that several people of the directory bear identifies nobody: national ids do get duplicated.
    const found = new Set(holders.filter((ids) => ids.length === 1).flat());
    const [only] = found;
    if (only !== undefined && found.size === 1) {
      taken.add(only);
      results.set(row.ident, { ...base, targetId: only, by: 'identifier', candidates: [] });
    } else {
      byNameOnly.push({ row, key, candidates: [...found] });
    }
  }

  if (byNameOnly.length === 0) return results;
  const names = new Homonyms(input, taken);
  for (const { row, key, candidates } of byNameOnly) {
    const base = { kind, ident: row.ident, key, label: `${row.lastName} ${row.firstName}`.trim() };
    const found = candidates.length > 0 ? 'identifiers_disagree' : names.match(row);
    if (typeof found !== 'string') {
      results.set(row.ident, { ...base, targetId: found.id, by: 'name', candidates: [] });
      continue;
    }
    const possible = [...new Set([...candidates, ...names.candidates(row)])].sort().slice(0, MOST_CANDIDATES);
    results.set(row.ident, {
      ...base,
      targetId: undefined,
      by: 'none',
      candidates: possible,
      ...(possible.length > 0 && { reason: found }),
    });
  }
  return results;
}

/** Keys that tell a row from the others across files: identifiers first, then the name. */
class RowKeys<F extends FilePerson, D> {
  readonly #identifiers: readonly Identifier<F, D>[];
  readonly #used = new Set<string>();

  constructor(identifiers: readonly Identifier<F, D>[]) {
    this.#identifiers = identifiers;
  }

  /** The row's own key, never given twice, and every key under which a decision on it may have been remembered. */
  of(row: F): [key: string, aliases: readonly string[]] {
    const aliases: string[] = [];
    for (const { prefix, ofFile } of this.#identifiers) {
      const value = ofFile(row);
      if (value !== undefined && value !== '') aliases.push(`${prefix}:${value}`);
    }
    const name = normaliseName(`${row.lastName} ${row.firstName}`);
    aliases.push(row.birthDate === undefined ? `name:${name}` : `name:${name}:${row.birthDate}`);
    const [first = ''] = aliases;
    let key = first;
    // Rows that nothing tells apart still need keys of their own; a decision on one of them stays with that one.
    for (let rank = 2; this.#used.has(key); rank += 1) key = `${first}#${rank}`;
    this.#used.add(key);
    return [key, key === first ? aliases : [key]];
  }
}

/** ENT ids by `prefix:value`. */
function indexByIdentifier<F, D extends DirectoryPerson>(
  directory: readonly D[],
  identifiers: readonly Identifier<F, D>[],
): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const person of directory) {
    for (const { prefix, ofDirectory } of identifiers) {
      const value = ofDirectory(person);
      if (value === undefined || value === '') continue;
      const key = `${prefix}:${value}`;
      const ids = index.get(key);
      if (ids === undefined) index.set(key, [person.id]);
      else ids.push(person.id);
    }
  }
  return index;
}

/** The last pass: names. */
class Homonyms<F extends FilePerson, D extends DirectoryPerson> {
  readonly #inDirectory: ReadonlyMap<string, readonly D[]>;
  readonly #inFile: ReadonlyMap<string, readonly F[]>;
  readonly #duplicates: ReadonlyMap<string, readonly F[]>;

  constructor(
    private readonly input: PeopleToMatch<F, D>,
    private readonly taken: ReadonlySet<string>,
  ) {
    this.#inDirectory = groupBy(input.directory, nameOf);
    this.#inFile = groupBy(input.rows, nameOf);
    this.#duplicates = groupBy(input.rows, nameAndBirthOf);
  }

  /** The person, or why nobody is for sure. */
  match(row: F): D | MatchReason {
    const name = nameOf(row);
    const people = this.#inDirectory.get(name) ?? [];
    const rows = this.#inFile.get(name) ?? [];
    const possible = people.filter((person) => !this.taken.has(person.id) && !this.#differ(row, person));
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
    if (rows.length > 1) return 'homonyms_in_file';
    return this.input.contradicts?.(row, only) === true ? 'class_differs' : only;
  }

  /** People of that name whom nobody else in the file is. */
  candidates(row: F): string[] {
    const people = this.#inDirectory.get(nameOf(row)) ?? [];
    return people.filter(({ id }) => !this.taken.has(id)).map(({ id }) => id);
  }

  #differ(row: F, person: D): boolean {
    return this.input.identifiers.some(({ isOfficial, ofFile, ofDirectory }) => {
      if (!isOfficial) return false;
      const [inFile, known] = [ofFile(row), ofDirectory(person)];
      return Boolean(inFile) && Boolean(known) && inFile !== known;
    });
  }
}

function isSameBirth(a: Person, b: Person): boolean {
  return a.birthDate !== undefined && a.birthDate === b.birthDate;
}

function nameAndBirthOf(person: Person): string {
  return `${nameOf(person)} ${person.birthDate ?? ''}`;
}

function nameOf({ lastName, firstName }: Person): string {
  return `${squeezedName(lastName)} ${squeezedName(firstName)}`;
}
