import { FailureWindow } from './failure-window.js';

/** A wish to enter, as far as limits are concerned. */
export interface Attempt {
  readonly login: string;
  /** Where it comes from: see `networkOf`. */
  readonly network: string;
  /** The account was last used from there. */
  readonly isAtHome: boolean;
  /** Digest of login and password. */
  readonly guess: string;
}

const WINDOW_MS = 10 * 60_000;
const TRIES_PER_NETWORK = 10;
const TRIES_PER_LOGIN = 20;

/**
 * How many wrong credentials may be tried in ten minutes: 10 from an address, 20 for a login. Two things keep guesses of
 * some from shutting out others whose password is good but was not seen since the process started:
 *
 * - A program that goes on sending the password of yesterday makes one guess, not ten (see `FailureWindow`).
 * - An account is at home where it was last used. There only its own failures count, up to 10: neither its neighbours
 *   behind the same address, hundreds of schools with some providers, nor strangers elsewhere lock it out. What this gives
 *   away, that the account exists, is told to its own neighbours only.
 */
export class LoginRateLimiter {
  readonly #byNetwork = new FailureWindow(TRIES_PER_NETWORK, WINDOW_MS);
  readonly #byLogin = new FailureWindow(TRIES_PER_LOGIN, WINDOW_MS);
  readonly #atHome = new FailureWindow(TRIES_PER_NETWORK, WINDOW_MS);

  /** Seconds until it may be made; 0: now. */
  waitSeconds(attempt: Attempt, nowMs: number): number {
    const { login, network, isAtHome, guess } = attempt;
    if (isAtHome) return this.#atHome.waitSeconds(homeOf(attempt), guess, nowMs);
    return Math.max(
      this.#byNetwork.waitSeconds(network, guess, nowMs),
      this.#byLogin.waitSeconds(login, guess, nowMs),
    );
  }

  fail(attempt: Attempt, nowMs: number): void {
    const { login, network, isAtHome, guess } = attempt;
    this.#byNetwork.fail(network, guess, nowMs);
    this.#byLogin.fail(login, guess, nowMs);
    if (isAtHome) this.#atHome.fail(homeOf(attempt), guess, nowMs);
  }
}

const homeOf = ({ login, network }: Attempt): string => `${login} ${network}`;
