import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

/**
 * Credentials whose password was hashed and found right, by digest under a key that ends with the process: neither they
 * nor anything that helps to guess them is kept. They do not age: a program that exports once a night, or after the
 * holidays, is known again whatever its neighbours tried meanwhile. That is safe because an entry only spares the hash:
 * the account itself is read at each request, and an entry is worth nothing for another version of it, hence at once
 * after a new password or a deletion. Bounded; the one not used for the longest time goes first.
 */
export class GoodCredentials {
  readonly #key = createSecretKey(randomBytes(32));
  /** Digest → account version it was checked with, in order of last use. */
  readonly #versions = new Map<string, number>();

  constructor(private readonly maxEntries = 10_000) {}

  digestOf(login: string, password: string): string {
    return createHmac('sha256', this.#key).update(`${login}\0${password}`).digest('base64');
  }

  /** Whether the credential was right for this version of its account. */
  has(digest: string, version: number): boolean {
    const known = this.#versions.get(digest);
    if (known === undefined) return false;
    this.#versions.delete(digest);
    if (known !== version) return false;
    this.#versions.set(digest, version);
    return true;
  }

  keep(digest: string, version: number): void {
    this.#versions.delete(digest);
    this.#versions.set(digest, version);
    if (this.#versions.size <= this.maxEntries) return;
    for (const idlest of this.#versions.keys()) {
      this.#versions.delete(idlest);
      break;
    }
  }
}
