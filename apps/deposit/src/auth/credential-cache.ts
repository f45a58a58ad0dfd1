import { LRUCache } from 'lru-cache';
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

/**
 * Credentials whose password was hashed and found right, by digest under a key that ends with the process: neither they
 * nor anything that helps to guess them is kept. They do not age: a program that exports once a night, or after the
 * holidays, is known again whatever its neighbours tried meanwhile. That is safe because an entry only spares the hash:
 * the account itself is read at each request, and an entry is worth nothing for another version of it, hence at once
 * after a new password or a deletion. Bounded; the one not used for the longest time goes first.
 */
export class CredentialCache {
  readonly #key = createSecretKey(randomBytes(32));
  /** Digest → account version it was checked with. */
  readonly #versions: LRUCache<string, number>;

  constructor(maxEntries = 10_000) {
    this.#versions = new LRUCache({ max: maxEntries });
  }

  digestOf(login: string, password: string): string {
    return createHmac('sha256', this.#key).update(`${login}\0${password}`).digest('base64');
  }

  /** Whether the credential was right for this version of its account. */
  has(digest: string, version: number): boolean {
    const isKnown = this.#versions.get(digest) === version;
    if (!isKnown) this.#versions.delete(digest);
    return isKnown;
  }

  keep(digest: string, version: number): void {
    this.#versions.set(digest, version);
  }
}
