import type { Metrics } from './metrics.js';

/** Connections of a pool. */
export interface PoolState {
  readonly total: number;
  readonly idle: number;
  /** Who waits for one. */
  readonly waiting: number;
}

/** What is not handed over yet. */
export interface Backlog {
  readonly count: number;
  /** Age of the oldest. */
  readonly oldestSeconds: number;
}

/** The same figure on every process that has a pool. */
export function measureDatabase(metrics: Metrics, pool: () => PoolState): void {
  metrics.gaugeBy('state', 'database_connections', 'Connections of the pool, by state.', () => {
    const { total, idle, waiting } = pool();
    return { in_use: total - idle, idle, waiting };
  });
}

/** The same two figures on every process that sees the outbox. */
export function measureOutbox(metrics: Metrics, backlog: () => Promise<Backlog>): void {
  metrics.gauge('outbox_rows', 'Attempts not yet handed to Temporal.', async () => (await backlog()).count);
  metrics.gauge(
    'outbox_oldest_seconds',
    'Age of the oldest attempt not yet handed over.',
    async () => (await backlog()).oldestSeconds,
  );
}
