import { normaliseName } from '../names/normalise-name.js';
import type { Identifier, Person } from './person.js';
import { identifierKeys } from './person.js';

/** Keys that tell a row from the others across files: identifiers first, then the name. */
export class RowKeys<F extends Person> {
  readonly #used = new Set<string>();

  /** @param isShared whether several rows of the file bear that key: it then tells nobody from the others */
  constructor(
    private readonly identifiers: readonly Identifier<F>[],
    private readonly isShared: (key: string) => boolean,
  ) {}

  /** The row's own key, never given twice, and every key under which a decision on it may have been remembered. */
  of(row: F): [key: string, aliases: readonly string[]] {
    const aliases = identifierKeys(this.identifiers, row).filter((key) => !this.isShared(key));
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
