import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { IntervalJob } from '@timetable/runtime';
import type { FileStore } from '@timetable/storage';
import { FILES } from '../ports/ports.module.js';

const HOUR_MS = 60 * 60_000;
/** The spool of a disk is the door's too, where a file may wait for a day to be put in its place. */
const SPOOL_LIFE_MS = 25 * HOUR_MS;

/** Clears away what uploads of killed processes left, on every storage: the spool of a bucket is a directory here as well. */
@Injectable()
export class UploadSpool implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('UploadSpool');
  readonly #sweeps: IntervalJob;

  constructor(@Inject(FILES) files: Pick<FileStore, 'sweepSpool'>) {
    this.#sweeps = new IntervalJob({
      intervalMs: 6 * HOUR_MS,
      turn: async () => {
        // The system's time: it is compared with the dates of files.
        await files.sweepSpool(new Date(Date.now() - SPOOL_LIFE_MS));
        return false;
      },
      onFailure: (error) => {
        this.#logger.warn(error);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#sweeps.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweeps.stop();
  }
}
