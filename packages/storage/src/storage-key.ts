import { InvalidStorageKey } from './errors.js';

const KEY = /^\d{4}\/(?:0[1-9]|1[0-2])\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The key of a file, sharded by month so that no directory grows without end: `2026/11/<uuid>` (month in UTC).
 *
 * @throws InvalidStorageKey when `id` is not a lower-case uuid
 */
export function storageKey(file: { readonly id: string; readonly receivedAt: Date }): string {
  const key = `${file.receivedAt.toISOString().slice(0, 7).replace('-', '/')}/${file.id}`;
  assertStorageKey(key);
  return key;
}

/**
 * Keys end up in paths: nothing but the exact shape passes, hence no traversal, no absolute path, no hidden file.
 *
 * @throws InvalidStorageKey
 */
export function assertStorageKey(key: string): void {
  if (!isStorageKey(key)) throw new InvalidStorageKey(key);
}

export function isStorageKey(key: string): boolean {
  return KEY.test(key);
}
