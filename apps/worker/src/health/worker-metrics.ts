import type { Database, NotificationRepository, OutboxRepository } from '@timetable/persistence';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { WorkerHost } from '../worker-host.js';

export interface MetricsSources {
  readonly host: Pick<WorkerHost, 'isRunning'>;
  readonly database: Pick<Database, 'connections'>;
  readonly outbox: Pick<OutboxRepository, 'backlog'>;
  readonly mails: Pick<NotificationRepository, 'backlog'>;
  /** Where the Temporal SDK serves its own metrics. */
  readonly sdkMetricsUrl: string;
}

const SDK_TIMEOUT_MS = 1_000;

/** Figures of this process, of what waits to be relayed, and of the Temporal SDK. */
export class WorkerMetrics {
  readonly #registry = new Registry();
  readonly #sdkMetricsUrl: string;

  constructor({ host, database, outbox, mails, sdkMetricsUrl }: MetricsSources) {
    this.#sdkMetricsUrl = sdkMetricsUrl;
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge('timetable_worker_running', 'Whether the Temporal worker polls.', () => ({
      value: host.isRunning ? 1 : 0,
    }));
    this.#gauge('timetable_database_connections', 'Connections of the pool, by state.', () => {
      const { total, idle, waiting } = database.connections();
      return { in_use: total - idle, idle, waiting };
    });
    const backlog = () => outbox.backlog().catch(() => undefined);
    this.#gauge('timetable_outbox_rows', 'Rounds not yet handed to Temporal.', async () => ({
      value: (await backlog())?.count,
    }));
    this.#gauge('timetable_outbox_oldest_seconds', 'Age of the oldest of them.', async () => ({
      value: (await backlog())?.oldestSeconds,
    }));
    this.#gauge(
      'timetable_mails',
      'Mails that wait for the mail server, and those it refused for good in the last 30 days.',
      async () => (await mails.backlog().catch(() => undefined)) ?? {},
    );
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async render(): Promise<string> {
    const [own, sdk] = await Promise.all([this.#registry.metrics(), this.#sdkMetrics()]);
    return `${own}\n${sdk}`;
  }

  async #sdkMetrics(): Promise<string> {
    try {
      const answer = await fetch(this.#sdkMetricsUrl, { signal: AbortSignal.timeout(SDK_TIMEOUT_MS) });
      return await answer.text();
    } catch {
      return '';
    }
  }

  /** One value under `value`, or one per state under the states' names; what is unknown is left out. */
  #gauge(name: string, help: string, read: () => Readings | Promise<Readings>): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      labelNames: ['state'],
      async collect() {
        this.reset();
        for (const [state, value] of Object.entries(await read())) {
          if (value === undefined) continue;
          if (state === 'value') this.set(value);
          else this.set({ state }, value);
        }
      },
    });
  }
}

type Readings = Readonly<Record<string, number | undefined>>;
