import { Inject, Injectable } from '@nestjs/common';
import { PasswordChecks, type ScryptCost, TooManyHashes } from '@timetable/persistence';
import { ApiError } from '../errors/api-error.js';
import { HASH_COST } from '../ports/ports.module.js';

/** Passwords of people, hashed and checked a few at a time. */
@Injectable()
export class Passwords {
  readonly #checks: PasswordChecks;

  constructor(@Inject(HASH_COST) cost: ScryptCost) {
    this.#checks = new PasswordChecks(cost);
  }

  /** @throws ApiError `unavailable` when too many wait */
  hash(password: string): Promise<string> {
    return refusing(() => this.#checks.hash(password));
  }

  /**
   * @param hash undefined when nobody has the login: that takes as long and is wrong
   * @throws ApiError `unavailable` when too many wait
   */
  verify(password: string, hash: string | undefined): Promise<boolean> {
    return refusing(() => this.#checks.verify(password, hash));
  }
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooManyHashes)
      throw new ApiError('unavailable', 'Trop de connexions à la fois : recommencez dans un instant.');
    throw error;
  }
}
