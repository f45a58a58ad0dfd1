const MOST_KEPT = 10_000;
const A_MINUTE_MS = 60_000;

/** What is told at most once in a while, for each of a bounded number of things. */
export class Quiet {
  readonly #toldAt = new Map<string, number>();
  readonly #whileMs: number;
  readonly #nowMs: () => number;

  constructor(whileMs = A_MINUTE_MS, nowMs: () => number = () => performance.now()) {
    this.#whileMs = whileMs;
    this.#nowMs = nowMs;
  }

  /** Tells it in the background, unless it was told a while ago. What could not be told may be told again. @param onError told why */
  tell(key: string, telling: () => Promise<unknown>, onError: (error: unknown) => void): void {
    if (!this.mayTell(key)) return;
    telling().catch((error: unknown) => {
      this.forget(key);
      onError(error);
    });
  }

  /** Whether it may be told: it then counts as told. */
  mayTell(key: string): boolean {
    const now = this.#nowMs();
    const last = this.#toldAt.get(key);
    if (last !== undefined && now - last < this.#whileMs) return false;
    if (this.#toldAt.size >= MOST_KEPT) this.#toldAt.clear();
    this.#toldAt.set(key, now);
    return true;
  }

  /** It could not be told after all. */
  forget(key: string): void {
    this.#toldAt.delete(key);
  }
}
