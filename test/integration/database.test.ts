import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, NewerSchema, openDatabase, type Database } from '@timetable/persistence';
import { z } from 'zod';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow, rowsOf } from '../support/rows.js';

const MIGRATION = z.object({ name: z.string() });
const OWN = z.object({ pid: z.number() });
const NOTHING = z.object({});

describe('the migrations', () => {
  it('bring an empty database up to date, ten processes at once', async () => {
    const { url, drop } = await createEmptyDatabase();
    const databases = await Promise.all(Array.from({ length: 10 }, () => openDatabase(url, { poolSize: 2 })));
    try {
      await Promise.all(databases.map((database) => migrate(database)));
      const names = await databases[0]?.sql.rows(MIGRATION, 'SELECT name FROM mikro_orm_migrations');
      expect(names?.length).toBe(new Set(names?.map(({ name }) => name)).size);
      expect(names).toContainEqual({ name: 'Migration0001Organisation' });
      expect(await databases[0]?.sql.rows(NOTHING, 'SELECT FROM session')).toEqual([]);
    } finally {
      await Promise.all(databases.map((database) => database.close()));
      await drop();
    }
  });

  it('refuse a database that a newer release has migrated', async () => {
    const { database, drop } = await createTestDatabase();
    await database.sql.run(`INSERT INTO mikro_orm_migrations (name) VALUES ('Migration9999FromTheFuture')`);
    await expect(migrate(database)).rejects.toThrow(NewerSchema);
    await drop();
  });
});

describe('the database', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 4 });
    database = test.database;
    await database.sql.run('CREATE TABLE note (id int PRIMARY KEY, text text, on_date date, at timestamptz)');
  });
  afterAll(() => test.drop());

  it('rolls everything back, bulk writes included, when a transaction fails', async () => {
    const failing = database.transaction(async (tx) => {
      expect(await tx.copy('COPY note (id, text) FROM STDIN', ['1\tun\n2\tde', 'ux\n'])).toBe(2);
      expect(await firstRow(tx, 'SELECT count(*)::int AS n FROM note')).toEqual({ n: 2 });
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await rowsOf(database.sql, 'SELECT FROM note')).toEqual([]);
  });

  it('reads and writes through the entity manager and through SQL in the same transaction', async () => {
    await database.transaction(async (tx) => {
      await tx.run(`INSERT INTO note VALUES (3, 'x', '2026-11-03', '2026-11-03T08:00:00+01:00')`);
      expect(await tx.em.execute('SELECT text FROM note WHERE id = 3')).toEqual([{ text: 'x' }]);
      expect(await firstRow(tx, 'SELECT on_date, at FROM note')).toEqual({
        on_date: '2026-11-03',
        at: new Date('2026-11-03T07:00:00Z'),
      });
      expect(await rowsOf(database.sql, 'SELECT FROM note')).toEqual([]);
    });
    expect(await database.sql.run('DELETE FROM note')).toBe(1);
  });

  it('keeps a transaction apart from the one it is called in', async () => {
    const outer = database.transaction(async (tx) => {
      await tx.run('INSERT INTO note (id) VALUES (1)');
      await database.transaction(async (inner) => {
        expect(await rowsOf(inner, 'SELECT FROM note')).toEqual([]);
        await inner.copy('COPY note (id) FROM STDIN', ['2\n']);
      });
      throw new Error('only the outer one');
    });
    await expect(outer).rejects.toThrow('only the outer one');
    expect(await rowsOf(database.sql, 'DELETE FROM note RETURNING id')).toEqual([{ id: 2 }]);
  });

  it('gives concurrent transactions a connection each', async () => {
    const seen = await Promise.all(
      Array.from({ length: 12 }, (_, id) =>
        database.transaction(async (tx) => {
          await tx.copy('COPY note (id) FROM STDIN', [`${id}\n`]);
          return firstRow(tx, 'SELECT id FROM note WHERE id = $1', [id]);
        }),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 12 }, (_, id) => ({ id })));
    expect(await database.sql.run('DELETE FROM note')).toBe(12);
  });

  it('gives the place of a connection lost inside a transaction back to the pool', async () => {
    const cut = () =>
      database.transaction(async (tx) => {
        const own = await tx.first(OWN, 'SELECT pg_backend_pid() AS pid');
        await database.sql.run('SELECT pg_terminate_backend($1)', [own?.pid]);
        await tx.run('SELECT pg_sleep(5)');
      });
    for (let time = 0; time < 8; time++) await expect(cut()).rejects.toThrow();
    await database.check();
    await database.transaction((tx) => tx.run('SELECT 1'));
  });

  it('fails a bulk write that the server refuses and goes on serving', async () => {
    const failing = database.transaction((tx) => tx.copy('COPY note (id) FROM STDIN', ['not a number\n']));
    await expect(failing).rejects.toThrow(/invalid input syntax/);
    await database.check();
  });

  it('hears notifications, and says that some may be missing after the connection was lost', async () => {
    const heard: (string | undefined)[] = [];
    let wake: () => void = () => undefined;
    const subscription = await database.listen('test', (payload) => {
      heard.push(payload);
      wake();
    });
    const next = async (act: () => Promise<unknown>) => {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      await act();
      await woken;
      return heard.at(-1);
    };
    expect(await next(() => database.sql.run(`SELECT pg_notify('test', 'one')`))).toBe('one');
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`;
    expect(await next(() => database.sql.run(kill))).toBeUndefined();
    expect(await next(() => database.sql.run(`SELECT pg_notify('test', 'two')`))).toBe('two');
    await subscription.close();
  });
});
