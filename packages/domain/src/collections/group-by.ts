/** The entries grouped by a key of theirs, in order of appearance. */
export const groupBy = <T, K>(entries: Iterable<T>, keyOf: (entry: T) => K): Map<K, T[]> =>
  groupByEach(entries, (entry) => [keyOf(entry)]);

/** The entries grouped by each of their keys: one with several stands in several groups. */
export function groupByEach<T, K>(entries: Iterable<T>, keysOf: (entry: T) => Iterable<K>): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [entry]);
      else group.push(entry);
    }
  }
  return groups;
}
