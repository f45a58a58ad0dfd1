import type { Clock } from '@timetable/settings';
import type { OrphanSweeper } from '@timetable/deposits';
import { IntervalJob } from '@timetable/runtime';
import type { Logger } from 'pino';
import type { Forest } from './tree/forest.js';
import type { Spool } from './tree/spool.js';

const MINUTE_MS = 60_000;

interface MaintenanceParts {
  readonly forest: Pick<Forest, 'expire'>;
  readonly spool: Pick<Spool, 'showLife' | 'sweep' | 'clear'>;
  readonly sweeper: Pick<OrphanSweeper, 'sweep'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/**
 * What the door does by itself: it shows life, trees expire, files of killed instances and stored files without deposit
 * go. Each is a job of its own: a sweep may take as long as the storage pleases, and an instance that shows no life
 * meanwhile would have its files deleted by the others.
 */
export class Maintenance {
  readonly #jobs: readonly IntervalJob[];

  constructor(private readonly parts: MaintenanceParts) {
    const { forest, spool, sweeper, clock, logger } = parts;
    const every = (minutes: number, job: string, work: (end: AbortSignal) => Promise<void>): IntervalJob =>
      new IntervalJob({
        intervalMs: minutes * MINUTE_MS,
        turn: async (end) => {
          await work(end);
          return false;
        },
        onFailure: (error) => {
          logger.warn({ err: error, job }, 'maintenance failed, tried again later');
        },
      });
    const tell = (removed: { readonly spooled?: number; readonly stored?: number }): void => {
      if (Object.values(removed).some((count) => count > 0)) logger.info(removed, 'orphan files removed');
    };
    this.#jobs = [
      every(1, 'sign of life', () => spool.showLife()),
      every(1, 'trees', () => {
        forest.expire(clock.now());
        return Promise.resolve();
      }),
      every(5, 'spool', async () => {
        tell({ spooled: await spool.sweep() });
      }),
      // The system's time: it is compared with the dates of files.
      every(6 * 60, 'orphans', async (end) => {
        tell({ stored: await sweeper.sweep(new Date(), end) });
      }),
    ];
  }

  start(): void {
    for (const job of this.#jobs) job.start();
  }

  /** Ends what runs, a sweep in the middle of it: the next start sweeps again. */
  async stop(): Promise<void> {
    await Promise.all(this.#jobs.map((job) => job.stop()));
  }

  /** Once no upload is under way any more: leaves nothing of this process in the spool. */
  async clear(): Promise<void> {
    await this.parts.spool.clear();
  }
}
