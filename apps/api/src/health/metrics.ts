import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database, FleetReader, OutboxRepository } from '@timetable/persistence';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus scrapes. Labels are routes and codes, never ids or names. */
@Injectable()
export class Metrics implements OnModuleDestroy {
  readonly #registry = new Registry();
  readonly #requests: Histogram;

  constructor(fleet: FleetReader, outbox: OutboxRepository, database: Database) {
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of API requests, by route.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [this.#registry],
    });
    this.#gauge('imports', 'Imports by status.', ['status'], async (gauge) => {
      for (const { status, count } of await fleet.countByStatus()) gauge.set({ status }, count);
    });
    this.#gauge('outbox_waiting', 'Rounds not yet handed to Temporal.', [], async (gauge) => {
      gauge.set((await outbox.backlog()).count);
    });
    this.#gauge(
      'outbox_oldest_seconds',
      'Age of the oldest round not yet handed over.',
      [],
      async (gauge) => {
        gauge.set((await outbox.backlog()).oldestSeconds);
      },
    );
    this.#gauge('database_connections', 'Connections of the pool.', ['state'], (gauge) => {
      const { total, idle, waiting } = database.connections();
      gauge.set({ state: 'total' }, total);
      gauge.set({ state: 'idle' }, idle);
      gauge.set({ state: 'waiting' }, waiting);
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  observe(request: { method: string; route: string; status: number }, seconds: number): void {
    this.#requests.observe({ ...request, status: String(request.status) }, seconds);
  }

  render(): Promise<string> {
    return this.#registry.metrics();
  }

  onModuleDestroy(): void {
    this.#registry.clear();
  }

  #gauge(
    name: string,
    help: string,
    labelNames: string[],
    fill: (gauge: Gauge) => Promise<void> | void,
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      async collect() {
        this.reset();
        // A database that is down must not hide the process's own figures.
        await Promise.resolve(fill(this)).catch(() => undefined);
      },
    });
  }
}
