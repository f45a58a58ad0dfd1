import type { Clock } from '@timetable/contracts';
import type { Logger } from 'pino';
import { Beat } from './beat.js';
import type { OrphanSweeper } from './commit/orphan-sweeper.js';
import type { CampusTreeRegistry } from './tree/campus-tree-registry.js';
import type { Spool } from './tree/spool.js';

const MINUTE_MS = 60_000;

interface UpkeepParts {
  readonly forest: Pick<CampusTreeRegistry, 'expire'>;
  readonly spool: Pick<Spool, 'showLife' | 'sweep' | 'clear'>;
  readonly sweeper: Pick<OrphanSweeper, 'sweep'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/**
 * What the door does by itself: it shows life, trees expire, files of killed instances and stored files without deposit
 * go. Each has its own beat: a sweep may take as long as the storage pleases, and an instance that shows no life
 * meanwhile would have its files deleted by the others.
 */
export class Upkeep {
  readonly #beats: readonly Beat[];

  constructor(private readonly parts: UpkeepParts) {
    const { forest, spool, sweeper, clock, logger } = parts;
    const every = (minutes: number, name: string, work: (end: AbortSignal) => Promise<void>): Beat =>
      new Beat(minutes * MINUTE_MS, work, (error) => {
        logger.warn({ err: error, upkeep: name }, 'upkeep failed, tried again later');
      });
    const tell = (removed: { readonly spooled?: number; readonly stored?: number }): void => {
      if (Object.values(removed).some((count) => count > 0)) logger.info(removed, 'orphan files removed');
    };
    this.#beats = [
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
    for (const beat of this.#beats) beat.start();
  }

  /** Ends what runs, a sweep in the middle of it: the next start sweeps again. */
  async stop(): Promise<void> {
    await Promise.all(this.#beats.map((beat) => beat.stop()));
  }

  /** Once no upload is under way any more: leaves nothing of this process in the spool. */
  async clear(): Promise<void> {
    await this.parts.spool.clear();
  }
}
