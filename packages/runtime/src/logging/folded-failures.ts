/** The same failure, told once and then counted. */
interface Outage {
  failures: number;
  /** Told since the last line about it. */
  untold: number;
  readonly since: number;
  lastFailure: number;
  lastLine: number;
}

export interface FoldOptions {
  /** Writes what became of it: a line of its own, past the fold. */
  readonly tell: (level: 'warn' | 'info', fields: object, message: string) => void;
  /** Milliseconds of whatever clock. */
  readonly now: () => number;
}

/** A line per minute while it lasts. */
const INTERVAL_MS = 60_000;
/** Nothing for so long: it is over. Whoever watches what is away asks more often. */
const QUIET_MS = 15_000;

/**
 * What is away makes everybody who needs it fail, again and again: a hundred lines a minute say no more than one. The first
 * is written as it is; while it lasts one line a minute counts the others; a last one says that it is over.
 */
export class FoldedFailures {
  readonly #outages = new Map<string, Outage>();
  readonly #options: FoldOptions;

  constructor(options: FoldOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#outages.size === 0;
  }

  /**
   * @param what fails: what is away, or the sentence that says so
   * @returns whether this failure is to be written: the first of its kind
   */
  failed(what: string): boolean {
    const now = this.#options.now();
    const outage = this.#outages.get(what);
    if (outage === undefined) {
      this.#outages.set(what, { failures: 1, untold: 0, since: now, lastFailure: now, lastLine: now });
      return true;
    }
    outage.failures += 1;
    outage.untold += 1;
    outage.lastFailure = now;
    return false;
  }

  /** To be called every second or so: counts what lasts, ends what is over. */
  tick(): void {
    const now = this.#options.now();
    for (const [what, outage] of this.#outages) {
      const { failures, untold, since, lastFailure, lastLine } = outage;
      if (now - lastFailure >= QUIET_MS) {
        this.#outages.delete(what);
        const seconds = Math.round((lastFailure - since) / 1000);
        if (failures > 1) this.#options.tell('info', { away: what, failures, seconds }, 'no more failures');
      } else if (untold > 0 && now - lastLine >= INTERVAL_MS) {
        outage.lastLine = now;
        outage.untold = 0;
        this.#options.tell('warn', { away: what, failures: untold }, 'the same failures go on');
      }
    }
  }
}
