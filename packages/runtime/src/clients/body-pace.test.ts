import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchBodyPace } from './body-pace.js';

const PACE = { windowMs: 200, leastBytes: 1_000, wholeMs: 60_000 };
const LONGER_MS = 3 * PACE.windowMs;

let server: Server;
let client: Socket;
let request: IncomingMessage;
let isSlow: boolean;
beforeEach(async () => {
  isSlow = false;
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  client = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  client.on('error', () => undefined);
  const asked = new Promise<IncomingMessage>((resolve) => {
    server.once('request', resolve);
  });
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n');
  request = await asked;
  request.on('error', () => undefined);
});
afterEach(async () => {
  client.destroy();
  server.close();
  await once(server, 'close');
});

const watch = (): (() => void) =>
  watchBodyPace(request, PACE, () => {
    isSlow = true;
  });

describe('a body', () => {
  it('that stops is slow, and not before a window has passed', async () => {
    request.resume();
    watch();
    await sleep(PACE.windowMs / 2);
    expect(isSlow).toBe(false);
    await sleep(LONGER_MS);
    expect(isSlow).toBe(true);
  });

  it('that nobody reads, or that is held back, is not slow', async () => {
    watch();
    await sleep(LONGER_MS);
    request.resume();
    request.pause();
    await sleep(LONGER_MS);
    expect(isSlow).toBe(false);
  });

  it('that comes is not slow, nor is one that has come', async () => {
    request.resume();
    watch();
    for (let sent = 0; sent < 1_000_000; sent += 50_000) {
      client.write(Buffer.alloc(50_000));
      await sleep(40);
    }
    await sleep(LONGER_MS);
    expect(isSlow).toBe(false);
  });

  it('that is no longer watched is not slow', async () => {
    request.resume();
    watch()();
    await sleep(LONGER_MS);
    expect(isSlow).toBe(false);
  });
});
