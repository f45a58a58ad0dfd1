import { migrate, openDatabase, type Database } from '@timetable/persistence';
import pg from 'pg';

/** Tests of one run share a migrated template: cloning it costs 30 ms, migrating 300. */
const TEMPLATE = 'timetable_template';
const TEMPLATE_LOCK = 91_001;

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes it and drops it: in `afterAll`. */
  readonly drop: () => Promise<void>;
}

/** A database of one's own, migrated and empty: in `beforeAll`. */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const { url, drop } = await createEmptyDatabase(await template());
  const database = await openDatabase(url, options);
  return {
    database,
    url,
    drop: async () => {
      await database.close();
      await drop();
    },
  };
}

/** A database without any table (or a copy of `from`), for tests of the migrations themselves. */
export async function createEmptyDatabase(
  from = 'template0',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`));
  return {
    url: urlOf(name),
    drop: async () => {
      await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function template(): Promise<string> {
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount === 1) return;
    const building = `${TEMPLATE}_building`;
    await client.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${building}`);
    const database = await openDatabase(urlOf(building), { poolSize: 2 });
    try {
      await migrate(database);
    } finally {
      await database.close();
    }
    await client.query(`ALTER DATABASE ${building} RENAME TO ${TEMPLATE}`);
  });
  return TEMPLATE;
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(serverUrl());
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (url === undefined) throw new Error('No PostgreSQL: give this tier `postgres` in jest.config.mjs.');
  return url;
}
