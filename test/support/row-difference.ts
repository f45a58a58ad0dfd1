import { isDeepStrictEqual } from 'node:util';

/** Rows of a table by what identifies them. */
export type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

interface RowDifference {
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  readonly changed: readonly string[];
  readonly same: readonly string[];
}

/** What became of each row, told from two looks at a table and nothing else. */
export function difference(before: Rows, after: Rows): RowDifference {
  const both = [...before.keys()].filter((key) => after.has(key));
  const isSame = (key: string): boolean => isDeepStrictEqual(before.get(key), after.get(key));
  return {
    created: [...after.keys()].filter((key) => !before.has(key)),
    deleted: [...before.keys()].filter((key) => !after.has(key)),
    changed: both.filter((key) => !isSame(key)),
    same: both.filter(isSame),
  };
}
