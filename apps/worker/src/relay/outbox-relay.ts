import type { ClaimedEntry, OutboxRepository } from '@timetable/persistence';
import { reasonOf } from '@timetable/runtime';
import type { TemporalClient } from '@timetable/temporal';
import type { Logger } from 'pino';

const BATCH = 50;

/**
 * Hands committed attempts to Temporal. A row is done once Temporal has the signal, and tried again otherwise: a crash in
 * between signals twice, which the coordinator absorbs. A claim holds one row per campus at most, so that a campus's
 * attempts arrive in order while campuses go side by side.
 */
export class OutboxRelay {
  constructor(
    private readonly outbox: Pick<OutboxRepository, 'claim' | 'markDone' | 'markFailed'>,
    private readonly temporal: Pick<TemporalClient, 'queue'>,
    private readonly log: Logger,
  ) {}

  /** Delivers what is due. @returns whether there may be more at once */
  async relayDue(): Promise<boolean> {
    const entries = await this.outbox.claim(BATCH);
    const delivered = await Promise.all(entries.map((entry) => this.#deliver(entry)));
    return delivered.includes(true);
  }

  async #deliver({ id, campusCode, tries, ...entry }: ClaimedEntry): Promise<boolean> {
    const { queuePlace, ...queued } = entry;
    const { importId, attempt } = queued;
    try {
      await this.temporal.queue(campusCode, { ...queued, ...queuePlace });
    } catch (error) {
      // The first failures of an outage are enough; the backlog is a metric.
      const level = tries <= 3 ? 'warn' : 'debug';
      this.log[level](
        { outage: 'Temporal', importId, attempt, tries, reason: reasonOf(error) },
        'Temporal did not take an attempt',
      );
      await this.outbox.markFailed(id);
      return false;
    }
    await this.outbox.markDone(id);
    this.log.info({ importId, attempt, campusCode }, 'attempt queued');
    return true;
  }
}
