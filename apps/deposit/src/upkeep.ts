import type { Clock } from '@timetable/contracts';
import type { Logger } from 'pino';
import type { OrphanSweeper } from './commit/orphan-sweeper.js';
import type { Forest } from './tree/forest.js';
import type { Spool } from './tree/spool.js';

const EVERY_MINUTE_MS = 60_000;
const SPOOL_SWEEP_MINUTES = 5;
const ORPHAN_SWEEP_MINUTES = 6 * 60;

interface UpkeepParts {
  readonly forest: Forest;
  readonly spool: Spool;
  readonly sweeper: OrphanSweeper;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the door does by itself: trees expire, files of killed instances and stored files without deposit go. */
export class Upkeep {
  #timer: NodeJS.Timeout | undefined;
  #minutes = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: UpkeepParts) {}

  start(): void {
    this.#next();
    this.#timer = setInterval(() => {
      this.#next();
    }, EVERY_MINUTE_MS);
    this.#timer.unref();
  }

  /** Leaves nothing of this process in the spool. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await this.parts.spool.clear();
  }

  #next(): void {
    const minutes = this.#minutes;
    this.#minutes += 1;
    this.#running = this.#running.then(() => this.#work(minutes));
  }

  async #work(minutes: number): Promise<void> {
    const { forest, spool, sweeper, clock, logger } = this.parts;
    try {
      forest.expire(clock.now());
      await spool.showLife();
      const spooled = minutes % SPOOL_SWEEP_MINUTES === 0 ? await spool.sweep() : 0;
      // The system's time: it is compared with the dates of files.
      const stored = minutes % ORPHAN_SWEEP_MINUTES === 0 ? await sweeper.sweep(new Date()) : 0;
      if (spooled + stored > 0) logger.info({ spooled, stored }, 'orphan files removed');
    } catch (error) {
      logger.warn({ err: error }, 'upkeep failed, tried again later');
    }
  }
}
