import type { Clock } from '@timetable/settings';
import type { StuckImport } from '@timetable/persistence';
import type { TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';

/** An import handed to Temporal so long ago and still under way: Temporal is asked about it. */
const IDLE_SECONDS = 2 * 60;

export interface StuckImports {
  /** Imports received or running that were last handed to Temporal more than `idleSeconds` ago, in real time. */
  stuck(idleSeconds: number): Promise<readonly StuckImport[]>;
  /** Queues one more attempt, unless somebody has done so meanwhile. Its new fence shuts out whatever still writes. */
  requeueStuck(stuck: StuckImport, now: Date): Promise<boolean>;
}

/**
 * Finds imports that nobody works on any more (their workflow was terminated, the queue of a campus lost, Temporal's
 * database restored from a backup) and queues them again. Any number may sweep at once.
 */
export class Sweeper {
  constructor(
    private readonly imports: StuckImports,
    private readonly temporal: Pick<TemporalClient, 'isRunning' | 'isQueued'>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** @throws when Temporal or the database does not answer: nothing is concluded from silence */
  async sweep(): Promise<void> {
    for (const stuck of await this.imports.stuck(IDLE_SECONDS)) {
      if (await this.#isAlive(stuck)) continue;
      const { importId, attempt, status } = stuck;
      if (await this.imports.requeueStuck(stuck, this.clock.now())) {
        this.log.warn({ importId, attempt, status }, 'import without workflow queued again');
      }
    }
  }

  async #isAlive(stuck: StuckImport): Promise<boolean> {
    if (await this.temporal.isRunning(stuck)) return true;
    return stuck.status === 'received' && (await this.temporal.isQueued(stuck.campusCode, stuck));
  }
}
