import type { Counter } from 'prom-client';
import { sharedReading, type Metrics } from './metrics.js';

/** Connections of a pool. */
export interface PoolState {
  readonly total: number;
  readonly idle: number;
  /** Who waits for one. */
  readonly waiting: number;
}

/** What waits in the queues. */
export interface Backlog {
  readonly count: number;
  /** Attempts that were given a place. */
  readonly underWay: number;
  /** Age of the oldest that waits. */
  readonly oldestSeconds: number;
  /** For how long the oldest of those that were given a place has had it. */
  readonly oldestUnderWaySeconds: number;
}

/** The same figure on every process that has a pool. */
export function measureDatabase(metrics: Metrics, pool: () => PoolState): void {
  metrics.gaugeBy('state', 'database_connections', 'Connections of the pool, by state.', () => {
    const { total, idle, waiting } = pool();
    return { in_use: total - idle, idle, waiting };
  });
}

/** The same figures on every process that sees the outbox. */
export function measureOutbox(metrics: Metrics, readBacklog: () => Promise<Backlog>): void {
  const backlog = sharedReading(readBacklog);
  metrics.gauge('outbox_rows', 'Attempts that wait for a place.', async () => (await backlog()).count);
  metrics.gauge(
    'outbox_oldest_seconds',
    'Age of the oldest attempt that waits for a place.',
    async () => (await backlog()).oldestSeconds,
  );
  metrics.gauge('imports_under_way', 'Attempts that have a place.', async () => (await backlog()).underWay);
  metrics.gauge(
    'imports_under_way_oldest_seconds',
    'For how long the oldest attempt that has a place has had it.',
    async () => (await backlog()).oldestUnderWaySeconds,
  );
}

/** The same figure on every process that takes files. */
export function countRefusedDeposits(metrics: Metrics): Counter<'reason'> {
  return metrics.counter(
    'deposits_refused_total',
    'Deposits refused because there are too many, by what there is too much of.',
    ['reason'],
  );
}
