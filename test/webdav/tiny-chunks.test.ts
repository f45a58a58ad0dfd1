// A body in chunks of one byte, each of which Node keeps in a kilobyte of memory. A door of its own: what the heap grew by
// it gives back when it pleases.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DepositWorld } from '../support/webdav/deposit-world.js';
import { RawConnection } from '../support/webdav/raw-http.js';

const BYTES = 4_000_000;
/** It took over 1,000 when chunks were only counted by their bytes; what Node reads ahead is some 200. */
const MEGABYTES = 500;

let world: DepositWorld;

beforeAll(async () => {
  world = await DepositWorld.create();
});

afterAll(async () => {
  await world.destroy();
});

it('four million chunks of one byte arrive whole, and do not cost a kilobyte each', async () => {
  const before = await world.door.peakMegabytes();
  const connection = await RawConnection.open(world.door.port);
  try {
    connection.send([
      'PUT /webdav/jaures/notes.txt HTTP/1.1',
      'Host: x',
      `Authorization: ${world.client().authorization}`,
      'Transfer-Encoding: chunked',
    ]);
    connection.write('1\r\nx\r\n'.repeat(BYTES));
    connection.write('0\r\n\r\n');
    expect((await connection.answer({ timeoutMs: 300_000 }))?.status).toBe(201);
  } finally {
    connection.close();
  }
  const head = await world.client().request('HEAD', '/webdav/jaures/notes.txt');
  expect(head.headers['content-length']).toBe(String(BYTES));
  expect((await world.door.peakMegabytes()) - before).toBeLessThan(MEGABYTES);
}, 360_000);
