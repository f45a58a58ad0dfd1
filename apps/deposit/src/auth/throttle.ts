interface Failure {
  readonly atMs: number;
  readonly guess: string;
}

/**
 * Counts failures per key over a sliding window, for a bounded number of keys. The same guess again teaches nobody
 * anything: it is held back by every failure, as it should be, but a new one only by the different guesses before it.
 */
export class Throttle {
  /** Key → failures, oldest first: the last `limit` of them, and the last one of each of the last `limit` guesses. */
  readonly #failures = new Map<string, Failure[]>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly maxKeys = 20_000,
  ) {}

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
    // Deleted first, so that the map stays in order of last failure, calmest key first.
    this.#failures.delete(key);
    this.#failures.set(key, kept);
    for (const calmest of this.#failures.keys()) {
      if (this.#failures.size <= this.maxKeys && this.#recent(calmest, nowMs).length > 0) break;
      this.#failures.delete(calmest);
    }
  }

  #recent(key: string, nowMs: number): Failure[] {
    return (this.#failures.get(key) ?? []).filter(({ atMs }) => atMs > nowMs - this.windowMs);
  }
}

function isLastOfItsKind({ guess }: Failure, index: number, failures: readonly Failure[]): boolean {
  return failures.findLastIndex((failure) => failure.guess === guess) === index;
}
