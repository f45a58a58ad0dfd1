import { TEMPORAL_READINESS, type TemporalClient, type TemporalReadiness } from '@timetable/temporal';
import type { Logger } from 'pino';

/** Name under which failures of Temporal are folded in the log. */
export const TEMPORAL_AWAY = 'Temporal';

/** What is known of Temporal as of the last look, for the log and metrics. */
export class TemporalWatch {
  #last: TemporalReadiness | undefined;

  constructor(
    private readonly temporal: Pick<TemporalClient, 'readiness'>,
    private readonly log: Pick<Logger, 'warn' | 'info'>,
  ) {}

  /** One look. Not to be ready is told at each, and folded. */
  async look(): Promise<void> {
    const before = this.#last;
    this.#last = await this.temporal.readiness();
    if (this.#last !== 'ready') {
      this.log.warn({ outage: TEMPORAL_AWAY, reason: this.#last }, 'Temporal is not ready: imports wait');
    } else if (before !== undefined && before !== 'ready') {
      this.log.info({ before }, 'Temporal is ready again');
    }
  }

  /** 1 for what is so, 0 for the rest; nothing before the first look. */
  states(): Readonly<Record<string, number>> {
    if (this.#last === undefined) return {};
    return Object.fromEntries(TEMPORAL_READINESS.map((state) => [state, state === this.#last ? 1 : 0]));
  }
}
