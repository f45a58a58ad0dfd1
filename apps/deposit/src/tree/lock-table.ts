import { randomUUID } from 'node:crypto';
import { isWithin, keyOf, parentOf, type ResourcePath } from '../guard/resource-path.js';
import { detached, type XmlElement } from '../xml/xml-element.js';
import { xmlLength } from '../xml/xml-writer.js';
import { refusals } from '../http/refusal.js';

export interface WebdavLock {
  /** `opaquelocktoken:<uuid>`. */
  readonly token: string;
  readonly path: ResourcePath;
  readonly isDeep: boolean;
  readonly isExclusive: boolean;
  /** The account that took it: a token is worth nothing in another's hands. */
  readonly login: string;
  /** What the client said of its owner, given back as it came; undefined also when that was too long. */
  readonly owner: XmlElement | undefined;
  /** Whoever took it, or asked for more time last. */
  readonly client: LockClient;
  readonly timeoutSeconds: number;
  readonly expiresAt: Date;
}

/** A running program, as far as one can tell it from another of the same account. */
export interface LockClient {
  /** What it calls itself. */
  readonly program: string | undefined;
  readonly address: string;
  /** Whether the connection on which it asked is still there; undefined: that is a proxy's, which outlives it. */
  isConnected(): boolean | undefined;
}

/** What is about to change. */
export interface LockedChange {
  readonly path: ResourcePath;
  /** The path appears or disappears: its parent's membership changes too. */
  readonly touchesParent: boolean;
  /** Everything below disappears or is replaced too. */
  readonly isDeep: boolean;
}

/** Who asks, with the tokens shown in the `If` header. */
export interface LockHolder {
  readonly login: string;
  readonly tokens: ReadonlySet<string>;
}

const MAX_LOCKS = 1000;
const MAX_LOCKS_PER_CAMPUS = 100;
/** What others hold never keeps an account from having these: the bounds above are for who takes more. */
const LOCKS_FOR_EACH_ACCOUNT = 5;
/** Shared locks that cover one resource: each of its listings repeats them all. */
const MAX_SHARED = 8;
const MIN_SECONDS = 30;
const MAX_SECONDS = 600;
const MAX_OWNER_LENGTH = 1024;

/**
 * Write locks of RFC 4918, by token and not by user. They live 10 minutes at most, so that a client which died with
 * one does not keep others waiting for long.
 */
export class LockTable {
  /** Campus → locks of its tree. */
  readonly #locks = new Map<string, WebdavLock[]>();

  /**
   * A program that locked, died and comes back takes over what it left: its exclusive lock of the same resource goes, with
   * the token that nobody has any more.
   *
   * @throws Refusal 423 when another lock stands against it, 503 when there are too many
   */
  take(
    wish: {
      readonly path: ResourcePath;
      readonly isDeep: boolean;
      readonly isExclusive: boolean;
      readonly login: string;
      readonly owner: XmlElement | undefined;
      readonly client: LockClient;
      readonly timeoutSeconds: number;
    },
    now: Date,
  ): WebdavLock {
    this.#keep(wish.path, (lock) => !isLeftBehind(lock, wish));
    const rivals = [...this.covering(wish.path, now), ...(wish.isDeep ? this.#below(wish.path, now) : [])];
    if (rivals.some((lock) => lock.isExclusive || wish.isExclusive)) throw refusals.locked();
    if (rivals.length >= MAX_SHARED || !this.#hasRoomFor(wish.path, wish.login, now))
      throw refusals.tooManyLocks();
    const locks = this.#alive(wish.path, now);
    const isOwnerShort = wish.owner !== undefined && xmlLength(wish.owner) <= MAX_OWNER_LENGTH;
    const lock: WebdavLock = {
      ...wish,
      owner: isOwnerShort ? detached(wish.owner) : undefined,
      token: `opaquelocktoken:${randomUUID()}`,
      ...lifeOf(wish.timeoutSeconds, now),
    };
    this.#locks.set(campusOf(wish.path), [...locks, lock]);
    return lock;
  }

  /** @returns undefined when the token locks nothing there, or belongs to someone else */
  refresh(
    wish: {
      readonly path: ResourcePath;
      readonly timeoutSeconds: number;
      readonly client: LockClient;
    } & LockHolder,
    now: Date,
  ): WebdavLock | undefined {
    const found = this.covering(wish.path, now).find(
      ({ token, login }) => wish.tokens.has(token) && login === wish.login,
    );
    if (found === undefined) return undefined;
    const refreshed = { ...found, client: wish.client, ...lifeOf(wish.timeoutSeconds, now) };
    this.#locks.set(
      campusOf(wish.path),
      this.#alive(wish.path, now).map((lock) => (lock.token === found.token ? refreshed : lock)),
    );
    return refreshed;
  }

  /** @returns false when the token locks nothing there, or belongs to someone else */
  release(
    wish: { readonly path: ResourcePath; readonly token: string; readonly login: string },
    now: Date,
  ): boolean {
    const found = this.covering(wish.path, now).find(
      ({ token, login }) => token === wish.token && login === wish.login,
    );
    if (found === undefined) return false;
    this.#keep(wish.path, (lock) => lock.token !== found.token);
    return true;
  }

  /** Locks on the resource itself, or deep ones on a collection above it. */
  covering(path: ResourcePath, now: Date): WebdavLock[] {
    return this.#alive(path, now).filter(
      (lock) => isWithin(path, lock.path) && (lock.isDeep || lock.path.length === path.length),
    );
  }

  /** @throws Refusal 423 when a lock stands against the change and its token was not shown by its holder */
  assertFree(change: LockedChange, { login, tokens }: LockHolder, now: Date): void {
    if (this.#alive(change.path, now).length === 0) return;
    const standing = this.covering(change.path, now);
    if (change.touchesParent) standing.push(...this.covering(parentOf(change.path), now));
    if (change.isDeep) standing.push(...this.#below(change.path, now));
    const shown = (lock: WebdavLock): boolean => tokens.has(lock.token) && lock.login === login;
    // A shared lock is opened by the token of any who share it.
    const isOpen = (lock: WebdavLock): boolean =>
      shown(lock) ||
      (!lock.isExclusive && standing.some((other) => keyOf(other.path) === keyOf(lock.path) && shown(other)));
    if (!standing.every(isOpen)) throw refusals.locked();
  }

  /** What is deleted or moved away takes its locks with it. */
  forget(path: ResourcePath): void {
    this.#keep(path, (lock) => !isWithin(lock.path, path));
  }

  /** The accounts that hold one in the campus's tree. */
  holdersIn(campusCode: string, now: Date): ReadonlySet<string> {
    return new Set(this.#alive([campusCode], now).map(({ login }) => login));
  }

  /** An account that is closed takes its locks with it. */
  forgetHolder(campusCode: string, login: string): void {
    this.#keep([campusCode], (lock) => lock.login !== login);
  }

  /** How many are alive, over all campuses. */
  count(now: Date): number {
    let total = 0;
    for (const [campus] of this.#locks) total += this.#alive([campus], now).length;
    return total;
  }

  #hasRoomFor(path: ResourcePath, login: string, now: Date): boolean {
    const locks = this.#alive(path, now);
    const isModest = locks.filter((lock) => lock.login === login).length < LOCKS_FOR_EACH_ACCOUNT;
    return isModest || (locks.length < MAX_LOCKS_PER_CAMPUS && this.count(now) < MAX_LOCKS);
  }

  #below(path: ResourcePath, now: Date): WebdavLock[] {
    return this.#alive(path, now).filter(
      (lock) => isWithin(lock.path, path) && lock.path.length > path.length,
    );
  }

  #alive(path: ResourcePath, now: Date): WebdavLock[] {
    const campus = campusOf(path);
    const locks = this.#locks.get(campus) ?? [];
    const alive = locks.filter(({ expiresAt }) => expiresAt > now);
    if (alive.length === 0) this.#locks.delete(campus);
    else if (alive.length < locks.length) this.#locks.set(campus, alive);
    return alive;
  }

  #keep(path: ResourcePath, kept: (lock: WebdavLock) => boolean): void {
    const campus = campusOf(path);
    const locks = (this.#locks.get(campus) ?? []).filter(kept);
    if (locks.length === 0) this.#locks.delete(campus);
    else this.#locks.set(campus, locks);
  }
}

function isLeftBehind(
  lock: WebdavLock,
  { path, login, client }: Pick<WebdavLock, 'path' | 'login' | 'client'>,
): boolean {
  return (
    lock.isExclusive &&
    lock.login === login &&
    keyOf(lock.path) === keyOf(path) &&
    lock.client.program === client.program &&
    isGone(lock.client, client.address)
  );
}

/** Behind a proxy, a program that asks again for what it holds, from where it asked before, does not know that it holds it. */
const isGone = (client: LockClient, address: string): boolean => {
  const isConnected = client.isConnected();
  return isConnected === undefined ? client.address === address : !isConnected;
};

function campusOf(path: ResourcePath): string {
  return path[0] ?? '';
}

function lifeOf(wishedSeconds: number, now: Date): { timeoutSeconds: number; expiresAt: Date } {
  const timeoutSeconds = Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, wishedSeconds));
  return { timeoutSeconds, expiresAt: new Date(now.getTime() + timeoutSeconds * 1000) };
}
