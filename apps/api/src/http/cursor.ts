import type { z } from 'zod';
import { invalidFields } from '../errors/api-error.js';

/** Cursors are opaque to clients: the sort key of the last row of a page. */
export const encodeCursor = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws ApiError `validation_failed` for what is not one of our cursors */
export function decodeCursor<T extends z.ZodType>(
  schema: T,
  cursor: string | undefined,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw invalidFields([
    { field: 'cursor', message: 'Ce curseur n’est pas valable : reprenez à la première page.' },
  ]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
