import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { Database, NOTIFICATION_CHANNEL, OUTBOX_CHANNEL, type Subscription } from '@timetable/persistence';
import { IntervalJob, outageReport, retryUntilUp } from '@timetable/runtime';
import type { Logger } from 'pino';
import { NotificationRelay } from './notifications/notification-relay.js';
import { OutboxRelay } from './relay/outbox-relay.js';
import { Sweeper, SWEEP_INTERVAL_MS } from './sweeper/sweeper.js';
import { TEMPORAL_AWAY, TemporalWatch } from './temporal/temporal-watch.js';
import { LOG } from './tokens.js';

const RELAY_INTERVAL_MS = 1_000;
const MAIL_INTERVAL_MS = 5_000;
const WATCH_INTERVAL_MS = 5_000;

/** What is away when a turn ends with that error: Temporal's are known by their gRPC code. */
const outageOf = (error: unknown): string =>
  error instanceof ServiceError || isGrpcServiceError(error) ? TEMPORAL_AWAY : 'PostgreSQL';

/**
 * What the worker does beside running workflows, whether or not Temporal is there: relaying attempts and mails, and finding
 * the imports that Temporal has lost or that somebody terminated there. PostgreSQL announces rows as they are committed; the intervals are for what comes
 * due with time, and for announcements lost with a connection.
 */
@Injectable()
export class BackgroundJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stopping = new AbortController();
  readonly #jobs: Readonly<Record<'relay' | 'mail' | 'sweeper' | 'watch', IntervalJob>>;
  readonly #log: Logger;
  #listening: Promise<unknown> | undefined;

  constructor(
    private readonly database: Database,
    relay: OutboxRelay,
    sweeper: Sweeper,
    watch: TemporalWatch,
    mail: NotificationRelay,
    @Inject(LOG) log: Logger,
  ) {
    this.#log = log;
    const every = (intervalMs: number, name: string, turn: () => Promise<boolean>): IntervalJob =>
      new IntervalJob({ intervalMs, turn, ...outageReport(name, log, outageOf) });
    this.#jobs = {
      relay: every(RELAY_INTERVAL_MS, 'relay', () => relay.relayDue()),
      mail: every(MAIL_INTERVAL_MS, 'mail', () => mail.sendDue()),
      sweeper: every(SWEEP_INTERVAL_MS, 'sweeper', async () => {
        await sweeper.sweep();
        return false;
      }),
      watch: every(WATCH_INTERVAL_MS, 'watch', async () => {
        await watch.look();
        return false;
      }),
    };
  }

  onApplicationBootstrap(): void {
    for (const job of Object.values(this.#jobs)) job.start();
    this.#listening = Promise.all([
      this.#wakeOn(OUTBOX_CHANNEL, this.#jobs.relay),
      this.#wakeOn(NOTIFICATION_CHANNEL, this.#jobs.mail),
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#listening, ...Object.values(this.#jobs).map((job) => job.stop())]);
  }

  /** The subscription ends with the database's own connection. */
  #wakeOn(channel: string, job: IntervalJob): Promise<Subscription | undefined> {
    const subscribe = () =>
      this.database.listen(channel, () => {
        job.wake();
      });
    return retryUntilUp('PostgreSQL', subscribe, {
      log: this.#log,
      signal: this.#stopping.signal,
    });
  }
}
