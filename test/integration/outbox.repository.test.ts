import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotificationRepository, OutboxRepository } from '@timetable/persistence';
import { z } from 'zod';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow } from '../support/rows.js';
import { until } from '../support/until.js';

const NEXT_TRY = z.object({ delay: z.number() });

describe('the queues of campuses', () => {
  let test: TestDatabase;
  let outbox: OutboxRepository;
  let north: ImportScenario;
  let south: ImportScenario;
  beforeAll(async () => {
    test = await createTestDatabase();
    outbox = new OutboxRepository(test.database);
    north = await ImportScenario.create(test.database, 'north', ['A', 'B']);
    south = await ImportScenario.create(test.database, 'south');
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    await test.database.sql.run('DELETE FROM outbox');
  });

  const handedOver = async (most = 20): Promise<string[]> =>
    (await outbox.handOver(most)).attempts.map(({ importId }) => importId);
  const end = async (importId: string): Promise<void> => {
    await north.complete(await north.claim(importId));
  };

  it('hand over what can run, in order, and the next once it has ended', async () => {
    const wide = await north.deposit({ establishment: undefined });
    const other = await south.deposit();
    const [behindA, behindB] = [await north.deposit(), await north.deposit({ establishment: 'B' })];
    expect(await handedOver()).toEqual([wide, other]);
    expect(await handedOver()).toEqual([]);
    await end(wide);
    expect((await handedOver()).sort()).toEqual([behindA, behindB].sort());
  });

  it('hand over no more than there are places over all campuses, and free those of what has ended', async () => {
    const [first, second] = [await north.deposit(), await south.deposit()];
    expect(await handedOver(1)).toEqual([first]);
    expect(await handedOver(1)).toEqual([]);
    await end(first);
    expect(await handedOver(1)).toEqual([second]);
    expect(await outbox.backlog()).toMatchObject({ count: 0, underWay: 1 });
  });

  it('tell what is handed over and not taken charge of, with what Temporal shows of it', async () => {
    const id = await north.deposit({ establishment: undefined });
    await outbox.handOver(20);
    const [attempt, ...others] = await outbox.handedOver('north', 20);
    expect(others).toEqual([]);
    expect(attempt).toMatchObject({
      ...{ importId: id, attempt: 1, priority: 1, origin: 'manual' },
      ...{ establishments: ['north/A', 'north/B'], uais: ['1340000A', '1340001A'] },
    });
    expect(await outbox.handedOver('north', 20, attempt?.id)).toEqual([]);
    await test.database.sql.run(`UPDATE outbox SET handed_at = now() - interval '1 hour'`);
    expect((await outbox.backlog()).oldestUnderWaySeconds).toBeGreaterThanOrEqual(3_600);
    await north.claim(id);
    expect(await outbox.handedOver('north', 20)).toEqual([]);
  });

  it('never hand over a place to two relays', async () => {
    for (let count = 0; count < 3; count++) await south.deposit();
    const first = await north.deposit();
    const all = (await Promise.all(Array.from({ length: 8 }, () => handedOver()))).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(2);
    expect(all).toContain(first);
  });

  it('take an attempt back that nobody could be told of, leave its campus alone for a while, and keep its order', async () => {
    const first = await south.deposit();
    await south.deposit();
    const { attempts } = await outbox.handOver(20);
    await outbox.handBack(attempts.map(({ id }) => id));
    expect(await handedOver()).toEqual([]);
    expect(await outbox.backlog()).toMatchObject({ count: 2, underWay: 0 });
    await test.database.sql.run('UPDATE outbox SET next_try_at = now()');
    expect(await handedOver()).toEqual([first]);
  });

  it('wait longer after each failure, one minute and a quarter at most', async () => {
    await south.deposit();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      const { attempts } = await outbox.handOver(20);
      await outbox.handBack(attempts.map(({ id }) => id));
      const next = await test.database.sql.first(
        NEXT_TRY,
        'SELECT extract(epoch FROM next_try_at - now())::float8 AS delay FROM outbox',
      );
      delays.push(next?.delay ?? NaN);
      await test.database.sql.run('UPDATE outbox SET next_try_at = now()');
    }
    expect(delays[0]).toBeLessThan(1.3);
    expect(Math.max(...delays)).toBeGreaterThan(40);
    expect(Math.max(...delays)).toBeLessThanOrEqual(75);
  });

  it('end unread what was superseded or cancelled while it waited', async () => {
    const [waiting, next] = [await south.deposit(), await south.deposit()];
    await test.database.sql.run(`UPDATE import SET status = 'superseded' WHERE id = $1`, [waiting]);
    expect(await outbox.handOver(20)).toMatchObject({ attempts: [{ importId: next }], ended: 1 });
    expect(await outbox.countWaiting('south')).toBe(0);
  });

  it('give its place to an attempt that runs although nobody said that it was told of', async () => {
    const [first] = [await south.deposit(), await south.deposit()];
    const { attempts } = await outbox.handOver(20);
    await outbox.handBack(attempts.map(({ id }) => id));
    await south.claim(first);
    await test.database.sql.run('UPDATE outbox SET next_try_at = now()');
    expect(await handedOver()).toEqual([]);
    expect(await outbox.backlog()).toMatchObject({ count: 1, underWay: 1 });
  });

  it('wake the relays when an attempt is queued, and when an import ends', async () => {
    const importId = await south.deposit();
    const woken: (string | undefined)[] = [];
    const subscription = await test.database.listen('outbox', (payload) => {
      woken.push(payload);
    });
    await outbox.enqueue({ campusCode: 'south', importId, attempt: 2, priority: 1 });
    await south.complete(await south.claim(importId));
    await until(() => Promise.resolve(woken.length >= 2 || undefined));
    expect(woken).toEqual(['south', 'south']);
    await subscription.close();
  });
});

describe('the mails to send', () => {
  it('are handed out once, tried again after a failure, and never after they are sent', async () => {
    const test = await createTestDatabase();
    await ImportScenario.create(test.database, 'north');
    const mails = new NotificationRepository(test.database);
    await test.database.sql.run(
      `INSERT INTO notification (kind, campus_code, channel, recipient_login, recipient_email, data, dedupe_key)
       SELECT 'held', 'north', 'mail', 'emp.' || n, n || '@example.org', '{"sentences": ["S"]}', n FROM generate_series(1, 3) AS n`,
    );
    const [one, two] = await mails.claim(2);
    expect(one).toMatchObject({
      kind: 'held',
      channel: 'mail',
      recipientEmail: '1@example.org',
      data: { sentences: ['S'] },
    });
    expect((await mails.claim(5)).map(({ recipientEmail }) => recipientEmail)).toEqual(['3@example.org']);
    await mails.markSent([one?.id ?? '']);
    await mails.markFailed([two?.id ?? '']);
    await test.database.sql.run('UPDATE notification SET next_try_at = now()');
    expect((await mails.claim(5)).map(({ tries }) => tries)).toEqual([2, 2]);
    await test.drop();
  });

  it('keep one refused for good apart: not tried again, never called sent, its fact erased', async () => {
    const test = await createTestDatabase();
    await ImportScenario.create(test.database, 'north');
    const mails = new NotificationRepository(test.database);
    await test.database.sql.run(
      `INSERT INTO notification (kind, campus_code, channel, recipient_login, recipient_email, data, dedupe_key)
       SELECT 'access', 'north', 'mail', 'emp.' || n, n || '@example.org', '{"password": "secret"}', n FROM generate_series(1, 2) AS n`,
    );
    const [one] = await mails.claim(1);
    await mails.markRefused([one?.id ?? ''], 'EENVELOPE 550');
    await test.database.sql.run('UPDATE notification SET next_try_at = now()');
    expect((await mails.claim(5)).map(({ recipientEmail }) => recipientEmail)).toEqual(['2@example.org']);
    expect(await mails.backlog()).toEqual({ waiting: 1, refused: 1 });
    const row = await firstRow(
      test.database.sql,
      `SELECT sent_at AS sent, refusal, data FROM notification WHERE id = $1`,
      [one?.id],
    );
    expect(row).toEqual({ sent: null, refusal: 'EENVELOPE 550', data: {} });
    await test.drop();
  });
});
