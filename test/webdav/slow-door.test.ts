// What is slow on our side is not blamed on the client: it waits, longer than the door would have waited for it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DepositWorld } from '../support/webdav/deposit-world.js';
import { RawConnection } from '../support/webdav/raw-http.js';

const TIME_LIMITS = { headersMs: 500, silenceMs: 500, bodyMs: 500, keepAliveMs: 500 };
const LONGER_MS = 3 * TIME_LIMITS.bodyMs;

let world: DepositWorld;

beforeAll(async () => {
  world = await DepositWorld.create({ timeLimits: TIME_LIMITS });
});

afterAll(async () => {
  await world.destroy();
});

describe('a database that answers late', () => {
  it.each([
    ['who deposits', 'deposit_account', 1],
    ['that the file is deposited', 'deposit', 2],
  ])('that says %s does not cost the client its upload', async (_, table, count) => {
    const connection = await RawConnection.open(world.door.port);
    try {
      await world.database.transaction(async (tx) => {
        await tx.run(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
        const body = `EDT ${table}`;
        connection.send(
          [
            `PUT /webdav/jaures/EDT_${table}.zip HTTP/1.1`,
            'Host: x',
            `Authorization: ${world.client().authorization}`,
            `Content-Length: ${body.length}`,
          ],
          body,
        );
        await sleep(LONGER_MS);
        expect(connection.isClosed).toBe(false);
      });
      expect((await connection.answer())?.status).toBe(201);
      expect(await world.depositCount()).toBe(count);
    } finally {
      connection.close();
    }
  });
});
