import type { ThrottlerStorage } from '@nestjs/throttler';

type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Keys remembered at most: beyond, the oldest are forgotten, so that an attack cannot fill the memory. */
const MAX_KEYS = 50_000;

/**
 * Counts sign-in attempts in a sliding window, for the throttler. A successful one is taken back: only failures
 * accumulate, and a person or a script that signs in often is never kept out.
 */
export class LoginAttempts implements ThrottlerStorage {
  readonly #attempts = new Map<string, number[]>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  increment(key: string, windowMs: number, limit: number): Promise<Hit> {
    const now = this.#nowMs();
    const recent = (this.#attempts.get(key) ?? []).filter((at) => at > now - windowMs);
    // A refused attempt is not counted: the wait told to the client stays true.
    const isBlocked = recent.length >= limit;
    if (!isBlocked) recent.push(now);
    this.#attempts.delete(key);
    this.#attempts.set(key, recent);
    this.#forgetOldest();
    const seconds = Math.ceil(((recent[0] ?? now) + windowMs - now) / 1000);
    return Promise.resolve({
      totalHits: recent.length,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    });
  }

  succeeded(keys: readonly string[]): void {
    for (const key of keys) this.#attempts.get(key)?.pop();
  }

  #forgetOldest(): void {
    if (this.#attempts.size <= MAX_KEYS) return;
    const oldest = this.#attempts.keys().next();
    if (oldest.done !== true) this.#attempts.delete(oldest.value);
  }
}
