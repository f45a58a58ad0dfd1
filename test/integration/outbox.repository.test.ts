import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotificationRepository, OutboxRepository } from '@timetable/persistence';
import { z } from 'zod';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow } from '../support/rows.js';

const NEXT_TRY = z.object({ delay: z.number() });

describe('the outbox', () => {
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

  const claimed = async () => (await outbox.claim(50)).map(({ importId }) => importId);
  const due = () => test.database.sql.run('UPDATE outbox SET next_try_at = now() WHERE done_at IS NULL');

  it('hands out each row with what Temporal needs, one per campus at a time, in order', async () => {
    const [n1, s1, n2] = [
      await north.deposit({ establishment: undefined }),
      await south.deposit(),
      await north.deposit(),
    ];
    const [first, second, ...others] = await outbox.claim(50);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...{ campusCode: 'north', importId: n1, attempt: 1, priority: 1, origin: 'manual', tries: 1 },
      ...{ establishments: ['north/A', 'north/B'], uais: ['1340000A', '1340001A'] },
    });
    expect(second).toMatchObject({ importId: s1 });
    expect(await claimed()).toEqual([]);
    await outbox.markDone(first?.id ?? '');
    expect(await claimed()).toEqual([n2]);
  });

  it('never gives a row to two relays', async () => {
    for (let count = 0; count < 3; count++) await south.deposit();
    await north.deposit();
    const all = (await Promise.all(Array.from({ length: 8 }, claimed))).flat();
    expect(all).toHaveLength(2);
    expect(new Set(all).size).toBe(2);
  });

  it('tries a failed delivery again later, and keeps the campus’s order meanwhile', async () => {
    const first = await south.deposit();
    await south.deposit();
    const [row] = await outbox.claim(50);
    await outbox.markFailed(row?.id ?? '');
    expect(await claimed()).toEqual([]);
    await due();
    expect(await claimed()).toEqual([first]);
    expect(await outbox.backlog()).toMatchObject({ count: 2 });
  });

  it('waits longer after each failure, one minute and a quarter at most', async () => {
    await south.deposit();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      const [row] = await outbox.claim(1);
      await outbox.markFailed(row?.id ?? '');
      const next = await test.database.sql.first(
        NEXT_TRY,
        'SELECT extract(epoch FROM next_try_at - now())::float8 AS delay FROM outbox',
      );
      delays.push(next?.delay ?? NaN);
      await due();
    }
    expect(delays[0]).toBeLessThan(1.3);
    expect(Math.max(...delays)).toBeGreaterThan(40);
    expect(Math.max(...delays)).toBeLessThanOrEqual(75);
  });

  it('gives a row whose relay died to another once its lease is over', async () => {
    const id = await south.deposit();
    expect(await claimed()).toEqual([id]);
    await test.database.sql.run(`UPDATE outbox SET next_try_at = next_try_at - interval '30 seconds'`);
    expect(await claimed()).toEqual([id]);
  });

  it('wakes the relays when an attempt is queued', async () => {
    const importId = await south.deposit();
    let wake: (payload: string | undefined) => void = () => undefined;
    const woken = new Promise((resolve) => (wake = resolve));
    const subscription = await test.database.listen('outbox', (payload) => {
      wake(payload);
    });
    await outbox.enqueue({ campusCode: 'south', importId, attempt: 2, priority: 1 });
    expect(await woken).toBe('south');
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
