import type { Page } from '@timetable/contracts';
import { encodeCursor } from './cursor.js';

/** The API's list answer from what a repository found. A page shorter than its limit is the last one. */
export function toPage<Row, Item>(
  found: { readonly items: readonly Row[]; readonly total: number },
  limit: number,
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => unknown,
): Page<Item> {
  const last = found.items.at(-1);
  return {
    items: found.items.map(toItem),
    nextCursor: last !== undefined && found.items.length === limit ? encodeCursor(keyOf(last)) : null,
    total: found.total,
  };
}
