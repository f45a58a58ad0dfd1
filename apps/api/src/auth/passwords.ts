import { Inject, Injectable } from '@nestjs/common';
import { hashPassword, type ScryptCost, verifyPassword } from '@timetable/persistence';
import pLimit from 'p-limit';
import { ApiError } from '../errors/api-error.js';
import { HASH_COST } from '../ports/ports.module.js';
import { generatePassword } from './password.js';

/** Hashes at a time: each occupies a core and 33 MB, and a thread that files and name look-ups need too. */
const MAX_HASHES = 2;
/** Some eight seconds of waiting. */
const MAX_WAITING = 200;

/** Hashes and checks passwords, a few at a time: however many sign in at once, the others are served. */
@Injectable()
export class Passwords {
  readonly #hashing = pLimit(MAX_HASHES);
  /** Compared with when the login is unknown, so that an answer takes as long as for a known one. */
  #decoy: Promise<string> | undefined;

  constructor(@Inject(HASH_COST) private readonly cost: ScryptCost) {}

  /** @throws ApiError `unavailable` when too many wait */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hashPassword(password, this.cost));
  }

  /**
   * @param hash undefined: of nobody, which takes as long and is wrong
   * @throws ApiError `unavailable` when too many wait
   */
  verify(password: string, hash: string | undefined): Promise<boolean> {
    return this.#inTurn(async () => {
      if (hash !== undefined) return verifyPassword(password, hash);
      this.#decoy ??= hashPassword(generatePassword(), this.cost);
      await verifyPassword(password, await this.#decoy);
      return false;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#hashing.pendingCount >= MAX_WAITING)
      throw new ApiError('unavailable', 'Trop de connexions à la fois : recommencez dans un instant.');
    return this.#hashing(work);
  }
}
