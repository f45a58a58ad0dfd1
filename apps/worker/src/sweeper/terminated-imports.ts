import type { ImportRepository } from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import type { TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';

/** How far back each look goes: longer than this process, or Temporal's lists, may have been behind. */
const LOOK_BACK_MS = 10 * 60_000;

/**
 * Notices imports whose workflow somebody has terminated, in the Temporal UI or by its CLI: such a workflow tells nobody.
 * What went with its campus's coordinator is queued again by the sweeper. Any number may look at once.
 */
export class TerminatedImports {
  constructor(
    private readonly imports: Pick<ImportRepository, 'interruptTerminated'>,
    private readonly temporal: Pick<TemporalClient, 'terminatedSince'>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** @throws when Temporal or the database does not answer: nothing is concluded from silence */
  async notice(): Promise<void> {
    // The system's time: it is compared with Temporal's.
    for (const terminated of await this.temporal.terminatedSince(new Date(Date.now() - LOOK_BACK_MS))) {
      const { importId, attempt, isWithParent } = terminated;
      if (isWithParent) continue;
      if (await this.imports.interruptTerminated(terminated, this.clock.now())) {
        this.log.warn({ importId, attempt }, 'import terminated from Temporal');
      }
    }
  }
}
