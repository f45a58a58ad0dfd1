import type { Page } from '@timetable/contracts';
import { encodeCursor } from './cursor.js';

/**
 * The API's list answer. One row more than asked is read: whether it is there says whether this page is the last one.
 * @param read finds the rows of the page, at most as many as it is told
 */
export async function readPage<Row, Item>(
  limit: number,
  read: (limit: number) => Promise<{ readonly items: readonly Row[]; readonly total: number }>,
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => unknown,
): Promise<Page<Item>> {
  const { items, total } = await read(limit + 1);
  const rows = items.slice(0, limit);
  const last = rows.at(-1);
  return {
    items: rows.map(toItem),
    nextCursor: last !== undefined && items.length > limit ? encodeCursor(keyOf(last)) : null,
    total,
  };
}
