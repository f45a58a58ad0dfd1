import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type EntityManager, type Options } from '@mikro-orm/postgresql';
import { withinTime } from '@timetable/runtime/within-time';
import type { PostgresDialect } from 'kysely';
import type pg from 'pg';
import { ConnectionPool } from './connection-pool.js';
import { DiscreetDriver } from './driver.js';
import { ENTITIES } from './entities.js';
import { Listener, type ChannelHandler, type Subscription } from './listener.js';
import { MIGRATIONS } from './migrations/index.js';
import { PostgresNaming } from './naming.js';
import { queryBuilderOf, type QueryBuilder } from './query-builder.js';
import { SqlRunner, type Sql } from './sql.js';
import { withTimeLimits, type DatabaseTimeLimits } from './database-time-limits.js';
import { ClientTransaction, type Transaction } from './transaction.js';

export interface DatabaseOptions {
  /** Connections at most, the listening one not counted. @default 10 */
  readonly poolSize?: number;
  /** None unless given: a job may take as long as it takes, where nobody waits for it. */
  readonly timeLimits?: DatabaseTimeLimits;
  /** Shown by `pg_stat_activity`. */
  readonly applicationName?: string;
}

/** @throws when PostgreSQL cannot be reached */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const config: pg.ClientConfig = {
    connectionString: url,
    application_name: options.applicationName ?? 'timetable-import',
    keepAlive: true,
  };
  const pool = new ConnectionPool({
    ...config,
    max: options.poolSize ?? 10,
    ...(options.timeLimits && withTimeLimits(options.timeLimits)),
  });
  const orm = new MikroORM(ormOptions(url, pool.dialect));
  await orm.connect();
  return new Database(orm, url, pool, config);
}

function ormOptions(url: string, dialect: PostgresDialect): Options {
  return {
    clientUrl: url,
    driver: DiscreetDriver,
    driverOptions: dialect,
    entities: [...ENTITIES],
    namingStrategy: PostgresNaming,
    extensions: [Migrator],
    migrations: {
      migrationsList: MIGRATIONS,
      snapshot: false,
      silent: true,
      // The default asks for a superuser.
      disableForeignKeys: false,
    },
  };
}

/** The business database of one process. Close it after everything that uses it has stopped. */
export class Database {
  readonly orm: MikroORM;
  /** Statements that each commit on their own. */
  readonly sql: Sql;
  /** The same, typed by the entities. */
  readonly query: QueryBuilder;
  readonly #url: string;
  readonly #pool: ConnectionPool;
  readonly #listener: Listener;

  constructor(orm: MikroORM, url: string, pool: ConnectionPool, config: pg.ClientConfig) {
    this.#url = url;
    this.orm = orm;
    this.sql = new SqlRunner(pool.pool);
    this.query = queryBuilderOf(this.fork());
    this.#pool = pool;
    this.#listener = new Listener(config);
  }

  /**
   * Options for a framework that makes and closes a MikroORM of its own: it runs on the connections of this one, which stay
   * when it goes.
   */
  frameworkOptions(): Options {
    return ormOptions(this.#url, this.#pool.lentDialect);
  }

  /** A fresh unit of work: one per request or activity. */
  fork(): EntityManager {
    // MikroORM would else look around for a transaction to join, and may find another database's.
    return this.orm.em.fork({ disableContextResolution: true });
  }

  /**
   * Commits when `work` resolves, rolls back when it rejects. Read committed. Always a transaction of its own, even when
   * called inside another: pass `tx` along to share one.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#pool.withClient((client) =>
      this.fork().transactional((em) => work(new ClientTransaction(em, client()))),
    );
  }

  /**
   * Calls `handler` for each NOTIFY on `channel`, and with `undefined` whenever some may have been missed (the
   * connection was lost and found again). Handlers must not throw.
   */
  listen(channel: string, handler: ChannelHandler): Promise<Subscription> {
    return this.#listener.listen(channel, handler);
  }

  /** @throws TooLate when the database does not answer within `timeoutMs`; what it answers when it refuses */
  async check(timeoutMs = 2000): Promise<void> {
    await withinTime(timeoutMs, 'PostgreSQL', () => this.sql.run('SELECT 1'));
  }

  /** Connections of the pool: for metrics. */
  connections(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.#pool.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    await this.#listener.close();
    await this.orm.close(true);
    if (!this.#pool.pool.ended) await this.#pool.pool.end();
  }
}
