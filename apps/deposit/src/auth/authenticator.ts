import type { Clock } from '@timetable/contracts';
import { hashPassword, verifyPassword, type DepositAccount } from '@timetable/persistence';
import { randomUUID } from 'node:crypto';
import { refusals } from '../http/refusal.js';
import { parseBasic, type Credentials } from './basic-credentials.js';
import { GoodCredentials } from './good-credentials.js';
import { HashGate } from './hash-gate.js';
import { Throttle } from './throttle.js';

/** Where accounts are; read at each request, so that a change is in force at once on every instance. */
export interface AccountSource {
  find(login: string): Promise<DepositAccount | undefined>;
}

/** A request for entry. */
export interface Claim {
  readonly authorization: string | undefined;
  readonly address: string;
}

const WINDOW_MS = 10 * 60_000;
const TRIES_PER_ADDRESS = 10;
const TRIES_PER_LOGIN = 20;
/** Requests without credentials, per address and second. */
const ANONYMOUS_PER_SECOND = 30;

/**
 * HTTP Basic for deposit accounts. A credential costs one password hash in five minutes; wrong ones are counted per
 * address and per login, and once there are too many only credentials already known to be good pass.
 */
export class Authenticator {
  readonly #good = new GoodCredentials();
  readonly #gate = new HashGate();
  readonly #byAddress = new Throttle(TRIES_PER_ADDRESS, WINDOW_MS);
  readonly #byLogin = new Throttle(TRIES_PER_LOGIN, WINDOW_MS);
  readonly #anonymous = new Throttle(ANONYMOUS_PER_SECOND, 1000);
  /** Checks under way, by digest: a client that opens several connections at once pays for one hash. */
  readonly #checks = new Map<string, Promise<boolean>>();
  /** Hash of nobody's password: an unknown login takes as long as a known one. */
  #decoy: Promise<string> | undefined;

  constructor(
    private readonly accounts: AccountSource,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal 401, 403, 429 or 503 */
  async authenticate({ authorization, address }: Claim): Promise<DepositAccount> {
    if (authorization === undefined) throw this.#anonymousRefusal(address);
    const candidates = parseBasic(authorization);
    for (const credentials of candidates) {
      const account = await this.#find(credentials.login);
      if (account !== undefined && this.#isKnownGood(credentials, account)) return admit(account);
    }
    for (const credentials of candidates) {
      const account = await this.#find(credentials.login);
      if (await this.#check(credentials, account, address)) {
        if (account !== undefined) return admit(account);
      }
    }
    this.#byAddress.fail(address, this.#nowMs());
    const login = candidates[0]?.login;
    if (login !== undefined) this.#byLogin.fail(login, this.#nowMs());
    throw refusals.credentialsWrong();
  }

  #isKnownGood(credentials: Credentials, account: DepositAccount): boolean {
    const digest = this.#good.digestOf(credentials);
    const version = this.#good.versionOf(digest, this.#nowMs());
    if (version === undefined) return false;
    if (version === account.version) return true;
    this.#good.drop(digest);
    return false;
  }

  async #check(
    credentials: Credentials,
    account: DepositAccount | undefined,
    address: string,
  ): Promise<boolean> {
    const digest = `${this.#good.digestOf(credentials)}/${account?.version ?? ''}`;
    let check = this.#checks.get(digest);
    if (check === undefined) {
      this.#refuseIfThrottled(credentials.login, address);
      check = this.#gate.run(() => {
        // While this one waited, others may have failed.
        this.#refuseIfThrottled(credentials.login, address);
        return this.#verify(credentials, account);
      });
      this.#checks.set(digest, check);
      const forget = (): void => {
        this.#checks.delete(digest);
      };
      check.then(forget, forget);
    }
    return check;
  }

  async #verify(credentials: Credentials, account: DepositAccount | undefined): Promise<boolean> {
    if (account === undefined) {
      this.#decoy ??= hashPassword(randomUUID());
      await verifyPassword(credentials.password, await this.#decoy);
      return false;
    }
    if (!(await verifyPassword(credentials.password, account.passwordHash))) return false;
    this.#good.keep(this.#good.digestOf(credentials), account.version, this.#nowMs());
    return true;
  }

  #refuseIfThrottled(login: string, address: string): void {
    const nowMs = this.#nowMs();
    const wait = Math.max(
      this.#byAddress.waitSeconds(address, nowMs),
      this.#byLogin.waitSeconds(login, nowMs),
    );
    if (wait > 0) throw refusals.tooManyTries(wait);
  }

  #anonymousRefusal(address: string): Error {
    const nowMs = this.#nowMs();
    if (this.#anonymous.waitSeconds(address, nowMs) > 0) return refusals.tooManyRequests();
    this.#anonymous.fail(address, nowMs);
    return refusals.credentialsNeeded();
  }

  async #find(login: string): Promise<DepositAccount | undefined> {
    // What no login can be is not asked for; the hash is computed all the same.
    if (!/^[a-z0-9._-]{1,128}$/.test(login)) return undefined;
    try {
      return await this.accounts.find(login);
    } catch (error) {
      throw refusals.unavailable(error);
    }
  }

  #nowMs(): number {
    return this.clock.now().getTime();
  }
}

function admit(account: DepositAccount): DepositAccount {
  if (account.isSuspended) throw refusals.accountSuspended();
  return account;
}
