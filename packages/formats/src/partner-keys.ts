import type { KeyObject } from 'node:crypto';

/** One of our private keys: exports are encrypted for us with its public half. */
export interface PartnerKey {
  /** For people: what tells it from the others of the same partner. Never the key. */
  readonly label: string;
  readonly privateKey: KeyObject;
}

/** The names under which programs know us as a partner, and what opens exports made for them. */
export interface PartnerKeys {
  /** Our partner names, as programs show them. */
  readonly partners: readonly string[];
  /** Those of a name, newest first; none for a name that is not ours. */
  keysOf(partner: string): readonly PartnerKey[];
}

export const NO_PARTNER_KEYS: PartnerKeys = { partners: [], keysOf: () => [] };
