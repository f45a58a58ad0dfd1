import { LRUCache } from 'lru-cache';

interface Failure {
  readonly atMs: number;
  readonly guess: string;
}

/**
 * Counts failures per key over a sliding window, for a bounded number of keys. The same guess again teaches nobody
 * anything: it is held back by every failure, as it should be, but a new one only by the different guesses before it.
 */
export class FailureWindow {
  /** Key → failures, oldest first: the last `limit` of them, and the last one of each of the last `limit` guesses. */
  readonly #failures: LRUCache<string, readonly Failure[]>;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    maxKeys = 20_000,
  ) {
    this.#failures = new LRUCache({ max: maxKeys, ttl: windowMs, ttlAutopurge: true });
  }

  /** Seconds until the guess may be tried; 0: now. */
  waitSeconds(key: string, guess: string, nowMs: number): number {
    const recent = this.#recent(key, nowMs);
    const isRepeated = recent.some((failure) => failure.guess === guess);
    const inTheWay = isRepeated ? recent : recent.filter(isLastOfItsKind);
    const first = inTheWay.at(-this.limit);
    if (first === undefined) return 0;
    return Math.max(0, Math.ceil((first.atMs + this.windowMs - nowMs) / 1000));
  }

  fail(key: string, guess: string, nowMs: number): void {
    const failures = [...this.#recent(key, nowMs), { atMs: nowMs, guess }];
    const lastOfEach = new Set(failures.filter(isLastOfItsKind).slice(-this.limit));
    const kept = failures.filter(
      (failure, index) => index >= failures.length - this.limit || lastOfEach.has(failure),
    );
    this.#failures.set(key, kept);
  }

  #recent(key: string, nowMs: number): readonly Failure[] {
    // Peeked at: what decides which key is forgotten first is when it failed, not when it was asked for.
    return (this.#failures.peek(key) ?? []).filter(({ atMs }) => atMs > nowMs - this.windowMs);
  }
}

function isLastOfItsKind({ guess }: Failure, index: number, failures: readonly Failure[]): boolean {
  return failures.findLastIndex((failure) => failure.guess === guess) === index;
}
