import type { Clock } from '@timetable/settings';
import { IntervalJob } from '@timetable/runtime';
import type { FileStore } from '@timetable/storage';
import type { Logger } from 'pino';
import type { CampusTreeRegistry } from './tree/campus-tree-registry.js';
import type { Spool } from './tree/spool.js';

const MINUTE_MS = 60_000;
/** Whoever received a file, or read a copy of one, is long done with it. */
const SPOOL_LIFE_MS = 25 * 60 * MINUTE_MS;

interface MaintenanceParts {
  readonly trees: Pick<CampusTreeRegistry, 'expire'>;
  readonly spool: Pick<Spool, 'showLife' | 'sweep' | 'clear'>;
  readonly files: Pick<FileStore, 'sweepSpool'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/**
 * What the door does by itself: it shows life, trees expire, and what killed processes left in the spool goes. Each is a job of its own: a sweep may take as long as the disk pleases, and an instance that shows no life
 * meanwhile would have its files deleted by the others.
 */
export class Maintenance {
  readonly #jobs: readonly IntervalJob[];

  constructor(private readonly parts: MaintenanceParts) {
    const { trees, spool, files, clock, logger } = parts;
    const every = (minutes: number, job: string, work: () => Promise<void>): IntervalJob =>
      new IntervalJob({
        intervalMs: minutes * MINUTE_MS,
        turn: async () => {
          await work();
          return false;
        },
        onFailure: (error) => {
          logger.warn({ err: error, job }, 'maintenance failed, tried again later');
        },
      });
    const tell = (spooled: number): void => {
      if (spooled > 0) logger.info({ spooled }, 'orphan files removed');
    };
    this.#jobs = [
      every(1, 'sign of life', () => spool.showLife()),
      every(1, 'trees', () => {
        trees.expire(clock.now());
        return Promise.resolve();
      }),
      every(5, 'spool', async () => {
        tell(await spool.sweep());
      }),
      // The system's time: it is compared with the dates of files.
      every(6 * 60, 'leftovers', async () => {
        tell(await files.sweepSpool(new Date(Date.now() - SPOOL_LIFE_MS)));
      }),
    ];
  }

  start(): void {
    for (const job of this.#jobs) job.start();
  }

  /** Waits for what runs. */
  async stop(): Promise<void> {
    await Promise.all(this.#jobs.map((job) => job.stop()));
  }

  /** Once no upload is under way any more: leaves nothing of this process in the spool. */
  async clear(): Promise<void> {
    await this.parts.spool.clear();
  }
}
