import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Credentials } from './basic-credentials.js';

interface Entry {
  readonly version: number;
  readonly expiresAtMs: number;
}

/**
 * Credentials whose password was hashed and found right lately, by keyed digest: neither they nor anything that helps
 * to guess them is kept. Bounded; an entry is worth something only for the account version it was checked with.
 */
export class GoodCredentials {
  readonly #key = createSecretKey(randomBytes(32));
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly lifeMs = 5 * 60_000,
    private readonly maxEntries = 10_000,
  ) {}

  digestOf({ login, password }: Credentials): string {
    return createHmac('sha256', this.#key).update(`${login}\0${password}`).digest('base64');
  }

  /** The account version the credential is good for. */
  versionOf(digest: string, nowMs: number): number | undefined {
    const entry = this.#entries.get(digest);
    if (entry === undefined) return undefined;
    if (entry.expiresAtMs > nowMs) return entry.version;
    this.#entries.delete(digest);
    return undefined;
  }

  keep(digest: string, version: number, nowMs: number): void {
    this.#entries.delete(digest);
    this.#entries.set(digest, { version, expiresAtMs: nowMs + this.lifeMs });
    if (this.#entries.size <= this.maxEntries) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }

  drop(digest: string): void {
    this.#entries.delete(digest);
  }
}
