import type { HandedOver, OutboxRepository } from '@timetable/persistence';
import { reasonOf } from '@timetable/runtime';
import type { TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';
import { TEMPORAL_AWAY } from '../temporal/temporal-watch.js';

/**
 * Hands over to Temporal what can run, and no more: an import that waited there would lock its school meanwhile. What is handed
 * over is written first, then the campus's coordinator is told that there is work. A campus that cannot be told keeps
 * its place in the queue and holds up no other; a crash in between leaves attempts that nobody was told of, which the sweeper
 * finds.
 */
export class OutboxRelay {
  constructor(
    private readonly outbox: Pick<OutboxRepository, 'handOver' | 'handBack'>,
    private readonly temporal: Pick<TemporalClient, 'tellOfWork'>,
    /** Imports under way over all campuses and workers. */
    private readonly most: number,
    private readonly log: Logger,
  ) {}

  /**
   * Hands over what is due.
   *
   * @returns whether there may be more at once: a turn gives away all places it can, unless some come back or what had them is over
   */
  async relayDue(): Promise<boolean> {
    const { attempts, ended } = await this.outbox.handOver(this.most);
    const campuses = [...Map.groupBy(attempts, ({ campusCode }) => campusCode)];
    const told = await Promise.all(campuses.map(([campusCode, handed]) => this.#tell(campusCode, handed)));
    return ended > 0 || (told.includes(true) && told.includes(false));
  }

  async #tell(campusCode: string, handed: readonly HandedOver[]): Promise<boolean> {
    try {
      await this.temporal.tellOfWork(campusCode);
    } catch (error) {
      // The first failures of an outage are enough; the backlog is a metric.
      const level = handed.some(({ tries }) => tries <= 3) ? 'warn' : 'debug';
      const importIds = handed.map(({ importId }) => importId);
      this.log[level](
        { outage: TEMPORAL_AWAY, campusCode, importIds, reason: reasonOf(error) },
        'the coordinator of a campus could not be told of work',
      );
      await this.outbox.handBack(handed.map(({ id }) => id));
      return false;
    }
    for (const { importId, attempt } of handed)
      this.log.info({ importId, attempt, campusCode }, 'attempt handed over');
    return true;
  }
}
