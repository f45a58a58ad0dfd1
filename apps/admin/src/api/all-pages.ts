import type { Page } from '@timetable/contracts';
import { apiUrl, request } from './request.js';

/** As many as the API gives at once. */
const MOST_AT_ONCE = 500;

/** A whole list, for what a person chooses from. */
export async function allPages<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<Item> = await request<Page<Item>>(apiUrl(path, { limit: MOST_AT_ONCE, cursor }), {
      signal,
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
