import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Answer } from '../http/answer.js';

/** What can be counted when somebody asks. */
export interface Gauges {
  readonly trees: () => number;
  readonly locks: () => number;
  readonly databaseConnections: () => {
    readonly total: number;
    readonly idle: number;
    readonly waiting: number;
  };
}

/** Numbers of one process; none of them names a person. */
export class Metrics {
  readonly #registry = new Registry();
  readonly requests = new Counter({
    name: 'deposit_requests_total',
    help: 'Requests answered, by verb and status.',
    labelNames: ['method', 'status'],
    registers: [this.#registry],
  });
  readonly durations = new Histogram({
    name: 'deposit_request_duration_seconds',
    help: 'Time from the headers of a request to the end of its answer.',
    labelNames: ['method'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers: [this.#registry],
  });
  readonly deposits = new Counter({
    name: 'deposits_total',
    help: 'Files that became a deposit, and retries of one.',
    labelNames: ['kind'],
    registers: [this.#registry],
  });
  readonly depositedBytes = new Counter({
    name: 'deposited_bytes_total',
    help: 'Bytes of the files that became a deposit.',
    registers: [this.#registry],
  });
  readonly cutUploads = new Counter({
    name: 'deposit_cut_uploads_total',
    help: 'Requests whose client left before the end.',
    registers: [this.#registry],
  });
  readonly defects = new Counter({
    name: 'deposit_defects_total',
    help: 'Errors nobody foresaw: each is worth a look at the log.',
    registers: [this.#registry],
  });

  constructor(gauges: Gauges) {
    collectDefaultMetrics({ register: this.#registry });
    const gauge = (name: string, help: string, read: () => number): Gauge =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect() {
          this.set(read());
        },
      });
    gauge('deposit_trees', 'Campuses with files in the door.', gauges.trees);
    gauge('deposit_locks', 'WebDAV locks alive.', gauges.locks);
    gauge('deposit_database_connections', 'Open connections.', () => gauges.databaseConnections().total);
    gauge(
      'deposit_database_waiting',
      'Requests waiting for one.',
      () => gauges.databaseConnections().waiting,
    );
  }

  async answer(): Promise<Answer> {
    return {
      status: 200,
      headers: { 'Content-Type': this.#registry.contentType },
      body: await this.#registry.metrics(),
    };
  }
}
