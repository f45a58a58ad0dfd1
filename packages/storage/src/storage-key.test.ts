import { describe, expect, it } from '@jest/globals';
import { InvalidStorageKey } from './errors.js';
import { assertStorageKey, storageKey } from './storage-key.js';

const ID = '018f3f5e-4d2a-7c11-9a43-2f6f0c1d2e3f';

describe('storageKey', () => {
  it('shards by the month of reception, in UTC', () => {
    const receivedAt = new Date('2026-12-01T00:30:00+01:00');

    expect(storageKey({ id: ID, receivedAt })).toBe(`2026/11/${ID}`);
  });

  it('refuses an id that is not a uuid', () => {
    expect(() => storageKey({ id: '../../etc/passwd', receivedAt: new Date() })).toThrow(InvalidStorageKey);
  });

  it.each([
    '',
    '/etc/passwd',
    `../2026/11/${ID}`,
    `2026/../11/${ID}`,
    `2026/11/../${ID}`,
    `2026\\11\\${ID}`,
    `2026/13/${ID}`,
    `2026/11/${ID}/x`,
    `2026/11/${ID}\0`,
    `2026/11/${ID}\n`,
    `2026/11/${ID.toUpperCase()}`,
    `.spool/${ID}`,
  ])('refuses the key %j', (key) => {
    expect(() => {
      assertStorageKey(key);
    }).toThrow(InvalidStorageKey);
  });
});
