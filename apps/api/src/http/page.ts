import type { Page, PageQuery } from '@timetable/contracts';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.js';

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

/** How many items the pages before had: where the order has no key that stays, or the whole list is there. */
export const rankSchema = z.int().min(0).max(1_000_000);

/** @param from the rank of the first of the items */
export function pageFrom<Item>(from: number, items: readonly Item[], total: number): Page<Item> {
  const next = from + items.length;
  return { items, nextCursor: items.length > 0 && next < total ? encodeCursor(next) : null, total };
}

/** A page of a list that is there as a whole. */
export function pageOfList<Item>(items: readonly Item[], { limit, cursor }: PageQuery): Page<Item> {
  const from = decodeCursor(rankSchema, cursor) ?? 0;
  return pageFrom(from, items.slice(from, from + limit), items.length);
}
