import { afterEach, describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachChunk } from './body-chunks.js';
import { DoorServer } from './server.js';

const LIMITS = { headersMs: 5_000, silenceMs: 1_000, bodyMs: 1_500, keepAliveMs: 5_000 };
/** More than any of them, and a little before a silence ends: it must not be taken for the client's. */
const LONGER_MS = 2 * LIMITS.silenceMs - 100;
const SOON_MS = 200;
/** Often enough not to be silent. */
const DRIP_MS = 50;

/** More bytes than a drip comes to. */
const LENGTH = 10_000;

type Take = (chunk: Buffer) => Promise<void> | undefined;

let server: DoorServer;
let client: Socket;

afterEach(async () => {
  client.destroy();
  await server.close(0);
});

/**
 * A server that reads one body, and a client that has sent the beginning of it.
 *
 * @returns the reading
 */
async function receive(beginning: string, take: Take): Promise<{ read: Promise<void> }> {
  return new Promise((resolve) => {
    server = new DoorServer(
      {
        handle: (request: IncomingMessage) => {
          resolve({ read: eachChunk(request, take) });
        },
      },
      LIMITS,
    );
    void server.listen(0).then((port) => {
      client = connect(port, '127.0.0.1');
      client.on('error', () => undefined);
      client.write(`PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: ${LENGTH}\r\n\r\n${beginning}`);
    });
  });
}

describe('DoorServer', () => {
  it('tells who reads a body that its client stopped', async () => {
    const { read } = await receive('a', () => undefined);
    await expect(read).rejects.toMatchObject({ status: 408 });
  });

  it('tells who reads a body that its client is too slow, though it never stops and is kept waiting', async () => {
    let chunks = 0;
    const { read } = await receive('a', () => {
      chunks += 1;
      if (chunks === 1) return sleep(LONGER_MS);
      // Held back now and then: what the client took until then is not forgotten.
      return chunks % 10 === 0 ? sleep(DRIP_MS) : undefined;
    });
    const drip = setInterval(() => client.write('x'), DRIP_MS);
    try {
      await expect(read).rejects.toMatchObject({ status: 408 });
      expect(chunks).toBeGreaterThan(1);
    } finally {
      clearInterval(drip);
    }
  });

  it('does not count against the client the time that its bytes wait for us', async () => {
    const sizes: number[] = [];
    const { read } = await receive('a', async (chunk) => {
      sizes.push(chunk.length);
      await sleep(LONGER_MS);
      if (sizes.length === 1) setTimeout(() => client.write(Buffer.alloc(LENGTH - 1, 'b')), SOON_MS);
    });
    await read;
    expect(sizes).toEqual([1, LENGTH - 1]);
  });
});
