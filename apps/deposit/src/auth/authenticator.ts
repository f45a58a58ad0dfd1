import type { Clock } from '@timetable/settings';
import {
  PASSWORD_COST,
  PasswordChecks,
  TooManyHashes,
  type StoredDepositAccount,
} from '@timetable/persistence';
import { networkOf, withinTime } from '@timetable/runtime';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { refusals, type Refusal } from '../http/refusal.js';
import { parseBasic } from './basic-credentials.js';
import { CredentialCache } from './credential-cache.js';
import { LoginRateLimiter, type Attempt } from './login-rate-limiter.js';

/** Where accounts are; read at each request, so that a change is in force at once on every instance. */
export interface AccountSource {
  find(login: string): Promise<StoredDepositAccount | undefined>;
}

/** A request for entry. */
export interface PresentedCredentials {
  readonly authorization: string | undefined;
  readonly address: string;
}

/** What no account can be named is not looked up. */
const LOGIN = /^[a-z0-9._-]{1,128}$/;
/** How long the database may take to say whose a login is: a client that hears nothing for a minute gives up unanswered. */
const LOOKUP_MS = 10_000;
/** Requests without readable credentials, per network. */
const ANONYMOUS_PER_SECOND = 30;

/** One reading of the password that was sent. */
interface Candidate {
  readonly password: string;
  readonly digest: string;
}

/**
 * HTTP Basic for deposit accounts. A credential costs one password hash, then none while it stays good; wrong ones are
 * counted, and once there are too many (`LoginRateLimiter`) only credentials already known to be good pass.
 */
export class Authenticator {
  readonly #known = new CredentialCache();
  readonly #passwords: PasswordChecks;
  readonly #limits = new LoginRateLimiter();
  readonly #anonymous = new RateLimiterMemory({ points: ANONYMOUS_PER_SECOND, duration: 1 });
  /** Checks under way, by digest: a client that opens several connections at once pays for one hash. */
  readonly #checks = new Map<string, Promise<boolean>>();

  /**
   * @param passwordCost of the accounts' hashes: an unknown login costs as much
   * @param onRefused told of each wrong password of an account that exists, and from where
   */
  constructor(
    private readonly accounts: AccountSource,
    private readonly clock: Clock,
    passwordCost = PASSWORD_COST,
    private readonly onRefused: (account: StoredDepositAccount, address: string) => void = () => undefined,
  ) {
    this.#passwords = new PasswordChecks(passwordCost);
  }

  /** @throws Refusal 401, 403, 429 or 503 */
  async authenticate({ authorization, address }: PresentedCredentials): Promise<StoredDepositAccount> {
    if (authorization === undefined) return this.#refuseAnonymous(address, refusals.credentialsNeeded());
    const credentials = parseBasic(authorization);
    // Not a guess: no password of anybody could be found by it.
    if (credentials === undefined) return this.#refuseAnonymous(address, refusals.credentialsWrong());
    const { login, passwords } = credentials;
    const account = await this.#find(login);
    const candidates = passwords.map((password) => ({
      password,
      digest: this.#known.digestOf(login, password),
    }));
    if (account !== undefined && candidates.some(({ digest }) => this.#known.has(digest, account.version)))
      return admit(account);
    const network = networkOf(address);
    const attempt: Attempt = {
      login,
      network,
      isAtHome: isAtHome(account, network),
      guess: candidates.map(({ digest }) => digest).join(),
    };
    for (const candidate of candidates) {
      if ((await this.#check(candidate, account, attempt)) && account !== undefined) return admit(account);
    }
    this.#limits.fail(attempt, this.#nowMs());
    if (account !== undefined) this.onRefused(account, address);
    throw refusals.credentialsWrong();
  }

  /**
   * Whether somebody could still enter by this account.
   *
   * @throws Refusal 503
   */
  async isOpen(login: string, campusCode: string): Promise<boolean> {
    const account = await this.#find(login);
    return account?.campusCode === campusCode && !account.isSuspended;
  }

  async #check(
    candidate: Candidate,
    account: StoredDepositAccount | undefined,
    attempt: Attempt,
  ): Promise<boolean> {
    const digest = `${candidate.digest}/${account?.version ?? ''}`;
    let check = this.#checks.get(digest);
    if (check === undefined) {
      this.#refuseIfTooMany(attempt);
      check = this.#verify(candidate, account, attempt);
      this.#checks.set(digest, check);
      const forget = (): void => {
        this.#checks.delete(digest);
      };
      check.then(forget, forget);
    }
    return check;
  }

  async #verify(
    { password, digest }: Candidate,
    account: StoredDepositAccount | undefined,
    attempt: Attempt,
  ): Promise<boolean> {
    // While this one waits, others may fail.
    const beforehand = (): void => {
      this.#refuseIfTooMany(attempt);
    };
    try {
      const isRight = await this.#passwords.verify(password, account?.passwordHash, beforehand);
      if (isRight && account !== undefined) this.#known.keep(digest, account.version);
      return isRight;
    } catch (error) {
      throw error instanceof TooManyHashes ? refusals.busy() : error;
    }
  }

  #refuseIfTooMany(attempt: Attempt): void {
    const wait = this.#limits.waitSeconds(attempt, this.#nowMs());
    if (wait > 0) throw refusals.tooManyTries(wait);
  }

  /** A request that tries no credential costs next to nothing: only its rate is limited. */
  async #refuseAnonymous(address: string, refusal: Refusal): Promise<never> {
    await this.#anonymous.consume(networkOf(address)).catch(() => {
      throw refusals.tooManyRequests();
    });
    throw refusal;
  }

  async #find(login: string): Promise<StoredDepositAccount | undefined> {
    if (!LOGIN.test(login)) return undefined;
    try {
      return await withinTime(LOOKUP_MS, 'the database', () => this.accounts.find(login));
    } catch (error) {
      throw refusals.unavailable(error);
    }
  }

  #nowMs(): number {
    return this.clock.now().getTime();
  }
}

function isAtHome(account: StoredDepositAccount | undefined, network: string): boolean {
  const home = account?.lastAddress ?? undefined;
  return home !== undefined && networkOf(home) === network;
}

function admit(account: StoredDepositAccount): StoredDepositAccount {
  if (account.isSuspended) throw refusals.accountSuspended();
  return account;
}
