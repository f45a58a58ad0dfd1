import { PostgresDialect } from 'kysely';
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { preparing } from './prepared-names.js';
import { rowValueTypes } from './row-values.js';

/** The client that a transaction being opened took from the pool. */
interface Lease {
  client?: pg.PoolClient;
}

/**
 * The pool under MikroORM. It is ours rather than MikroORM's own for two reasons: COPY needs the pg client that a
 * transaction runs on, which kysely keeps to itself; and a connection lost inside a transaction has to be given back,
 * which kysely forgets (its rollback fails, and with it the release: the pool would lose a place each time).
 */
export class ConnectionPool {
  readonly pool: pg.Pool;
  /** What MikroORM is given as its `driverOptions`. */
  readonly dialect: PostgresDialect;
  /** The same for somebody whose end does not end the pool. */
  readonly lentDialect: PostgresDialect;
  readonly #leases = new AsyncLocalStorage<Lease>();

  constructor(config: pg.PoolConfig) {
    this.pool = new pg.Pool({ ...config, types: rowValueTypes() });
    // A lost connection fails the query in flight, which is enough: without listeners it would end the process.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => {
      client.on('error', () => undefined);
      preparing(client);
    });
    this.dialect = this.#dialect(() => this.pool.end());
    this.lentDialect = this.#dialect(() => Promise.resolve());
  }

  #dialect(end: () => Promise<void>): PostgresDialect {
    return new PostgresDialect({ pool: { options: this.pool.options, connect: () => this.#connect(), end } });
  }

  /** Runs what opens a transaction; inside, the function it is given answers that transaction's client. */
  withClient<T>(open: (client: () => pg.PoolClient) => Promise<T>): Promise<T> {
    const lease: Lease = {};
    return this.#leases.run(lease, () =>
      open(() => {
        if (lease.client === undefined) throw new Error('No transaction was opened on this pool.');
        return lease.client;
      }),
    );
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    const giveBack = client.release.bind(client);
    let isOut = true;
    const release = (error?: Error | boolean): void => {
      if (!isOut) return;
      isOut = false;
      client.off('end', onLost);
      giveBack(error);
    };
    const onLost = (): void => {
      release(true);
    };
    client.once('end', onLost);
    client.release = release;
    const lease = this.#leases.getStore();
    if (lease !== undefined) lease.client ??= client;
    return client;
  }
}
