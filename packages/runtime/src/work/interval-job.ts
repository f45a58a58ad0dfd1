export interface IntervalJobOptions {
  /** Between the end of a turn and the next one. */
  readonly intervalMs: number;
  /**
   * One turn.
   *
   * @param end is aborted when the job shall stop, which the turn may answer by throwing
   * @returns true when there is more to do at once
   */
  readonly turn: (end: AbortSignal) => Promise<boolean>;
  /** Told what a turn threw; the next turn comes all the same. */
  readonly onFailure: (error: unknown) => void;
  /** Told of each turn that did not throw. */
  readonly onSuccess?: () => void;
}

/**
 * Does something at once and then again and again, never twice at a time: at an interval, or as soon as it is woken,
 * until stopped. A turn that fails costs that turn: whatever it depends on may be away for hours, and the job is there
 * when it comes back.
 */
export class IntervalJob {
  readonly #options: IntervalJobOptions;
  readonly #end = new AbortController();
  #running: Promise<void> | undefined;
  #isWoken = false;
  #wakeUp: () => void = () => undefined;

  constructor(options: IntervalJobOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the present wait, or makes the turn under way be followed by another. */
  wake(): void {
    this.#isWoken = true;
    this.#wakeUp();
  }

  /** Resolves once the turn under way has ended; no other begins. */
  async stop(): Promise<void> {
    this.#end.abort(new Error('stopped'));
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#end.signal.aborted) {
      this.#isWoken = false;
      if (!(await this.#turn())) await this.#pause();
    }
  }

  async #turn(): Promise<boolean> {
    const { turn, onFailure, onSuccess } = this.#options;
    try {
      const hasMore = await turn(this.#end.signal);
      onSuccess?.();
      return hasMore;
    } catch (error) {
      if (!this.#end.signal.aborted) onFailure(error);
      return false;
    }
  }

  async #pause(): Promise<void> {
    if (this.#isWoken) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, this.#options.intervalMs, undefined);
    timer.unref();
    this.#wakeUp = () => {
      resolve(undefined);
    };
    await promise;
    clearTimeout(timer);
  }
}
