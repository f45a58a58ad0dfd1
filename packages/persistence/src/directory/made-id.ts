import { createHash } from 'node:crypto';

/** An id of the ENT for whom no source has given one: the same for the same key, of which it tells nothing. */
export const madeId = (key: string): string =>
  `d-${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`;
