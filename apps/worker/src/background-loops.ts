import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Database, NOTIFICATION_CHANNEL, OUTBOX_CHANNEL, type Subscription } from '@timetable/persistence';
import type { Logger } from 'pino';
import { PollingLoop } from './lifecycle/polling-loop.js';
import { retryUntilUp } from './lifecycle/retry-until-up.js';
import { NotificationRelay } from './notifications/notification-relay.js';
import { OutboxRelay } from './relay/outbox-relay.js';
import { SourceRetention } from './sweeper/source-retention.js';
import { Sweeper } from './sweeper/sweeper.js';
import { LOG } from './tokens.js';

const RELAY_INTERVAL_MS = 1_000;
const MAIL_INTERVAL_MS = 5_000;
const SWEEP_INTERVAL_MS = 60_000;
const RETENTION_INTERVAL_MS = 60 * 60_000;

/**
 * What the worker does beside running workflows: relaying rounds and mails, sweeping, forgetting old files. PostgreSQL announces rows as they
 * are committed; the intervals are for what comes due with time, and for announcements lost with a connection.
 */
@Injectable()
export class BackgroundLoops implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stopping = new AbortController();
  readonly #loops: {
    readonly relay: PollingLoop;
    readonly mail: PollingLoop;
    readonly sweeper: PollingLoop;
    readonly retention: PollingLoop;
  };
  readonly #log: Logger;
  #listening: Promise<unknown> | undefined;

  constructor(
    private readonly database: Database,
    relay: OutboxRelay,
    sweeper: Sweeper,
    mail: NotificationRelay,
    retention: SourceRetention,
    @Inject(LOG) log: Logger,
  ) {
    this.#log = log;
    this.#loops = {
      relay: new PollingLoop({
        name: 'relay',
        intervalMs: RELAY_INTERVAL_MS,
        turn: () => relay.relayDue(),
        log,
      }),
      sweeper: new PollingLoop({
        name: 'sweeper',
        intervalMs: SWEEP_INTERVAL_MS,
        turn: async () => {
          await sweeper.sweep();
          return false;
        },
        log,
      }),
      retention: new PollingLoop({
        name: 'retention',
        intervalMs: RETENTION_INTERVAL_MS,
        turn: () => retention.sweep(),
        log,
      }),
      mail: new PollingLoop({ name: 'mail', intervalMs: MAIL_INTERVAL_MS, turn: () => mail.sendDue(), log }),
    };
  }

  onApplicationBootstrap(): void {
    for (const loop of Object.values(this.#loops)) loop.start();
    this.#listening = Promise.all([
      this.#wakeOn(OUTBOX_CHANNEL, this.#loops.relay),
      this.#wakeOn(NOTIFICATION_CHANNEL, this.#loops.mail),
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#listening, ...Object.values(this.#loops).map((loop) => loop.stop())]);
  }

  /** The subscription ends with the database's own connection. */
  #wakeOn(channel: string, loop: PollingLoop): Promise<Subscription | undefined> {
    const subscribe = () =>
      this.database.listen(channel, () => {
        loop.wake();
      });
    return retryUntilUp(`PostgreSQL (LISTEN ${channel})`, subscribe, {
      log: this.#log,
      signal: this.#stopping.signal,
    });
  }
}
