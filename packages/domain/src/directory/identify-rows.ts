import type { DirectoryList } from './directory-source.js';
import type { GivenScope } from './given-scope.js';
import { identifierKeys, nameAndBirthOf, type Identifier, type Person } from './person.js';

/** A row that has an id. */
export type Identified<Row> = Row & {
  readonly id: string;
  /** Made here, to be given up for the one that is known. */
  readonly isMade: boolean;
};

/**
 * Gives an id to each row that has none: of the surest thing that is known of it, so that the same row has the same the next
 * time. Rows that nothing tells apart get one each.
 */
export function identifyRows<Row extends Person & { readonly id?: string }>(
  list: DirectoryList,
  rows: readonly Row[],
  identifiers: readonly Identifier<Row>[],
  { establishmentId, newId }: GivenScope,
): Identified<Row>[] {
  const used = new Set<string>();
  return rows.map((row) => {
    if (row.id !== undefined) return { ...row, id: row.id, isMade: false };
    // Administrations give identifiers once; a name is that of somebody in the establishment.
    const [identifier = `${establishmentId} ${nameAndBirthOf(row)}`] = identifierKeys(identifiers, row);
    let key = `${list} ${identifier}`;
    for (let rank = 2; used.has(key); rank += 1) key = `${list} ${identifier} #${rank}`;
    used.add(key);
    return { ...row, id: newId(key), isMade: true };
  });
}
