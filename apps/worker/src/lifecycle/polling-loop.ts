import type { Logger } from 'pino';

export interface PollingLoopOptions {
  /** Shown in logs. */
  readonly name: string;
  readonly intervalMs: number;
  /** One turn; answers whether there may be more to do at once. */
  readonly turn: () => Promise<boolean>;
  readonly log: Logger;
}

/**
 * Does something again and again, at an interval or as soon as it is woken, until stopped. A turn that fails costs that
 * turn: whatever it depends on may be away for hours, and the loop is there when it comes back.
 */
export class PollingLoop {
  readonly #options: PollingLoopOptions;
  #running: Promise<void> | undefined;
  #isStopping = false;
  #isWoken = false;
  #wakeUp: () => void = () => undefined;
  /** The same outage is told once, not every second. */
  #isFailing = false;

  constructor(options: PollingLoopOptions) {
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
    this.#isStopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#isWoken = false;
      if (!(await this.#turn())) await this.#pause();
    }
  }

  async #turn(): Promise<boolean> {
    const { name, turn, log } = this.#options;
    try {
      const hasMore = await turn();
      if (this.#isFailing) log.info({ loop: name }, 'works again');
      this.#isFailing = false;
      return hasMore;
    } catch (error) {
      if (!this.#isFailing) log.warn({ loop: name, reason: reasonOf(error) }, 'cannot work for now');
      this.#isFailing = true;
      return false;
    }
  }

  async #pause(): Promise<void> {
    if (this.#isWoken) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, this.#options.intervalMs, undefined);
    this.#wakeUp = () => {
      resolve(undefined);
    };
    await promise;
    clearTimeout(timer);
  }
}

/** Name and code, never the text: a driver's message may quote what it was given. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? error.code : undefined;
  const isPlain = typeof code === 'string' || typeof code === 'number';
  return isPlain ? `${error.name} ${code}` : error.name;
}
