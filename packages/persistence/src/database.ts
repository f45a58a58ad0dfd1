import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import { PostgresDialect } from 'kysely';
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { ENTITIES } from './entities.js';
import { Listener, type ChannelHandler, type Subscription } from './listener.js';
import { MIGRATIONS } from './migrations/index.js';
import { SqlRunner, type Sql } from './sql.js';
import { ClientTransaction, type Transaction } from './transaction.js';

export interface DatabaseOptions {
  /** Connections at most, the listening one not counted. @default 10 */
  readonly poolSize?: number;
  /** Shown by `pg_stat_activity`. */
  readonly applicationName?: string;
}

/** The client that kysely took from the pool for a transaction being opened. */
interface Lease {
  client?: pg.PoolClient;
}

/** @throws when PostgreSQL cannot be reached */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const config: pg.ClientConfig = {
    connectionString: url,
    application_name: options.applicationName ?? 'timetable-import',
    keepAlive: true,
  };
  const pool = new pg.Pool({ ...config, max: options.poolSize ?? 10, types: ormTypes() });
  // A dropped connection fails the query in flight, which is enough: without listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  const leases = new AsyncLocalStorage<Lease>();
  const orm = await MikroORM.init({
    clientUrl: url,
    // MikroORM's own dialect hides the pg client of a transaction, and COPY needs it. So the pool is ours, and the
    // client is noted when kysely takes it; everything else stays MikroORM's.
    driverOptions: new PostgresDialect({
      pool: {
        options: pool.options,
        connect: async () => {
          const client = await pool.connect();
          const lease = leases.getStore();
          if (lease !== undefined) lease.client ??= client;
          return client;
        },
        end: () => pool.end(),
      },
    }),
    entities: ENTITIES,
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    migrations: {
      migrationsList: MIGRATIONS,
      snapshot: false,
      silent: true,
      // The default asks for a superuser.
      disableForeignKeys: false,
    },
  });
  return new Database(orm, pool, leases, config);
}

/** The business database of one process. Close it after everything that uses it has stopped. */
export class Database {
  readonly orm: MikroORM;
  /** Statements that each commit on their own. */
  readonly sql: Sql;
  readonly #pool: pg.Pool;
  readonly #leases: AsyncLocalStorage<Lease>;
  readonly #listener: Listener;

  constructor(orm: MikroORM, pool: pg.Pool, leases: AsyncLocalStorage<Lease>, config: pg.ClientConfig) {
    this.orm = orm;
    this.sql = new SqlRunner(pool);
    this.#pool = pool;
    this.#leases = leases;
    this.#listener = new Listener(config);
  }

  /** A fresh unit of work: one per request or activity. */
  fork(): EntityManager {
    return this.orm.em.fork();
  }

  /** Commits when `work` resolves, rolls back when it rejects. Read committed. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const lease: Lease = {};
    return this.#leases.run(lease, () =>
      this.orm.em.fork().transactional((em) => {
        if (lease.client === undefined)
          throw new Error('The transaction was opened on an unknown connection.');
        return work(new ClientTransaction(em, lease.client));
      }),
    );
  }

  /**
   * Calls `handler` for each NOTIFY on `channel`, and with `undefined` whenever some may have been missed (the
   * connection was lost and found again). Handlers must not throw.
   */
  listen(channel: string, handler: ChannelHandler): Promise<Subscription> {
    return this.#listener.listen(channel, handler);
  }

  /** @throws when the database does not answer within `timeoutMs` */
  async check(timeoutMs = 2000): Promise<void> {
    const late = AbortSignal.timeout(timeoutMs);
    await Promise.race([
      this.sql.run('SELECT 1'),
      new Promise((_, reject) => {
        late.addEventListener('abort', () => {
          reject(new Error(`PostgreSQL did not answer within ${timeoutMs} ms.`));
        });
      }),
    ]);
  }

  /** Connections of the pool: for metrics. */
  connections(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    await this.#listener.close();
    await this.orm.close(true);
    if (!this.#pool.ended) await this.#pool.end();
  }
}

/** MikroORM maps dates and instants itself, from the text PostgreSQL sends. */
function ormTypes(): pg.CustomTypesConfig {
  const { builtins, getTypeParser } = pg.types;
  const types = new pg.TypeOverrides();
  for (const oid of [builtins.DATE, builtins.TIMESTAMP, builtins.TIMESTAMPTZ, builtins.INTERVAL]) {
    types.setTypeParser(oid, (text: string) => text);
  }
  const textArray: number = 1009;
  for (const oid of [1182, 1115, 1185, 1187]) types.setTypeParser(oid, getTypeParser(textArray));
  return types;
}
