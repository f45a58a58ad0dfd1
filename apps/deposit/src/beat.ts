/**
 * Work done at once and then again and again, never twice at a time: a turn that comes while the last one still runs is
 * left out.
 */
export class Beat {
  readonly #end = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  /**
   * @param work is told by the signal that it shall end, which it may answer by throwing
   * @param onFailure is told what it threw otherwise; the next turn comes all the same
   */
  constructor(
    private readonly everyMs: number,
    private readonly work: (end: AbortSignal) => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  start(): void {
    this.#next();
    this.#timer = setInterval(() => {
      this.#next();
    }, this.everyMs);
    this.#timer.unref();
  }

  /** Resolves once nothing runs any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#end.abort(new Error('stopped'));
    await this.#running;
  }

  #next(): void {
    this.#running ??= this.#turn().finally(() => {
      this.#running = undefined;
    });
  }

  async #turn(): Promise<void> {
    try {
      await this.work(this.#end.signal);
    } catch (error) {
      if (!this.#end.signal.aborted) this.onFailure(error);
    }
  }
}
