import pLimit from 'p-limit';
import { randomUUID } from 'node:crypto';
import { hashPassword, PASSWORD_COST, verifyPassword } from './password-hash.js';

/** Hashes at a time: each occupies a core and 33 MB, and a thread that files and name look-ups need too. */
const MAX_HASHES = 2;
/** Some eight seconds of waiting. */
const MAX_WAITING = 200;

/** Thrown when so many passwords wait to be hashed that another one would not be looked at in time. */
export class TooManyHashes extends Error {
  override readonly name = 'TooManyHashes';
}

/** Hashes and checks passwords, a few at a time in each process: however many sign in at once, the others are served. */
export class PasswordChecks {
  readonly #hashing = pLimit(MAX_HASHES);
  /** Compared with when nobody bears the login, so that an answer takes as long as for a known one. */
  #decoy: Promise<string> | undefined;

  /** @param cost of the hashes: that of nobody's costs as much */
  constructor(private readonly cost = PASSWORD_COST) {}

  /** @throws TooManyHashes */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hashPassword(password, this.cost));
  }

  /**
   * @param hash undefined: of nobody, which takes as long and is wrong
   * @param beforehand asked when its turn has come: what it throws is thrown, and nothing is hashed
   * @throws TooManyHashes
   */
  verify(password: string, hash: string | undefined, beforehand?: () => void): Promise<boolean> {
    return this.#inTurn(async () => {
      beforehand?.();
      if (hash !== undefined) return verifyPassword(password, hash);
      this.#decoy ??= hashPassword(randomUUID(), this.cost);
      await verifyPassword(password, await this.#decoy);
      return false;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#hashing.pendingCount >= MAX_WAITING) throw new TooManyHashes();
    return this.#hashing(work);
  }
}
