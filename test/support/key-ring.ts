import type { PartnerKeys } from '@timetable/formats';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const keyPair = (): KeyPair => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Our private keys by partner name, the newest first; read at each call, so that a test may add or remove some. */
export const keyRing = (names: Readonly<Record<string, readonly KeyObject[]>>): PartnerKeys => ({
  get partners() {
    return Object.keys(names);
  },
  keysOf: (partner) =>
    (names[partner] ?? []).map((privateKey, index) => ({ label: `${partner}/${index}`, privateKey })),
});
