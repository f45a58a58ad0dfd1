import { refusals } from '../http/refusal.js';

/**
 * Lets a few password hashes run at a time (each occupies a core and a thread that files need too), makes some wait,
 * refuses beyond.
 */
export class HashGate {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly maxRunning = 2,
    private readonly maxWaiting = 200,
  ) {}

  /** @throws Refusal 503 when too many wait already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.maxRunning) {
      if (this.#waiting.length >= this.maxWaiting) throw refusals.busy();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // The place passes straight to the next one, if any.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
