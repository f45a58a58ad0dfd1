/** Counts failures per key over a sliding window, for a bounded number of keys. */
export class Throttle {
  /** Key → instants of its last failures (ms), oldest first; never more than `limit`. */
  readonly #failures = new Map<string, number[]>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly maxKeys = 20_000,
  ) {}

  /** Seconds until another try is allowed; 0: now. */
  waitSeconds(key: string, nowMs: number): number {
    const failures = this.#failures.get(key) ?? [];
    const [oldest] = failures;
    if (failures.length < this.limit || oldest === undefined) return 0;
    return Math.max(0, Math.ceil((oldest + this.windowMs - nowMs) / 1000));
  }

  fail(key: string, nowMs: number): void {
    const failures = [...(this.#failures.get(key) ?? []), nowMs]
      .filter((at) => at > nowMs - this.windowMs)
      .slice(-this.limit);
    // Deleted first, so that the map stays in order of last failure and forgets the calmest key.
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    if (this.#failures.size <= this.maxKeys) return;
    for (const calmest of this.#failures.keys()) {
      this.#failures.delete(calmest);
      break;
    }
  }
}
