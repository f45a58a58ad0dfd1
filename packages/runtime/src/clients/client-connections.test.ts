import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { deferred } from '../../../../test/support/deferred.js';
import { ClientConnections } from './client-connections.js';

const LIMITS = { headersMs: 5_000, silenceMs: 60_000, bodyMs: 60_000, keepAliveMs: 5_000 };
const REQUEST = 'OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n';

let server: Server;
let connections: ClientConnections;
let client: Socket;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  const closed = once(server, 'close');
  server.close();
  connections.end(0);
  await closed;
});

async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** A server, and a connection to it, with the requests that were handed out. */
async function open(
  answer: (response: ServerResponse) => void,
  limits = LIMITS,
  mostConnections?: number,
): Promise<{ port: number; handled: IncomingMessage[]; closed: Promise<void> }> {
  const handled: IncomingMessage[] = [];
  server = createServer();
  connections = new ClientConnections(server, limits, mostConnections);
  server.on('request', (request, response) => {
    connections.take(request, response, () => {
      handled.push(request);
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  client = await connectTo(port);
  const closed = new Promise<void>((resolve) => client.once('close', resolve));
  return { port, handled, closed };
}

describe('a connection on which requests are sent ahead', () => {
  it('is not read while one of them waits', async () => {
    const { handled } = await open(() => undefined);
    client.write(REQUEST.repeat(2));
    await sleep(100);
    let sent = 0;
    // More than the system keeps for who does not read.
    const flood = Buffer.from(REQUEST.repeat(30_000));
    for (let i = 0; i < 30; i += 1) client.write(flood, () => (sent += 1));
    await sleep(500);
    expect(handled).toHaveLength(1);
    expect(sent).toBeLessThan(30);
    expect(client.destroyed).toBe(false);
  });

  it('is cut when more come at once than may wait', async () => {
    const { handled, closed } = await open(() => undefined);
    client.write(REQUEST.repeat(1_000));
    await closed;
    expect(handled).toHaveLength(1);
  });

  it('is answered in order, and read again when none waits any more', async () => {
    const { handled } = await open((response) => setTimeout(() => response.end('ok'), 5));
    let received = '';
    client.on('data', (chunk: Buffer) => (received += chunk.toString()));
    for (let burst = 1; burst <= 3; burst += 1) {
      client.write(`PUT /${burst} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc${REQUEST.repeat(12)}`);
      while (handled.length < 13 * burst) await sleep(10);
    }
    const answers = (): number => received.match(/HTTP\/1.1 200 OK/g)?.length ?? 0;
    while (answers() < 39) await sleep(10);
    expect(answers()).toBe(39);
    expect(handled[13]?.url).toBe('/2');
  });
});

describe('an answer', () => {
  const HURRIED = { ...LIMITS, silenceMs: 1_000, bodyMs: 3_000 };
  const MEGABYTES = Buffer.alloc(64 * 1024 * 1024);
  /** Until the door has nothing to do with it any more: a client that reads nothing does not know. */
  const took = async (response: Promise<ServerResponse>): Promise<number> => {
    const started = performance.now();
    await new Promise((resolve, reject) => {
      response.then((each) => each.once('close', resolve), reject);
    });
    return performance.now() - started;
  };

  it('of which something was taken, and then nothing more, ends after one silence and not after two', async () => {
    const answered = deferred<ServerResponse>();
    await open((response) => {
      response.end(MEGABYTES);
      answered.resolve(response);
    }, HURRIED);
    client.write(REQUEST);
    await once(client, 'data');
    client.pause();
    expect(await took(answered.promise)).toBeLessThan(1_800);
  });

  it('that is taken bit by bit for ever ends', async () => {
    const answered = deferred<ServerResponse>();
    await open((response) => {
      answered.resolve(response);
      const feed = (): void => {
        if (!response.destroyed) response.write(MEGABYTES.subarray(0, 4 * 1024 * 1024), feed);
      };
      feed();
    }, HURRIED);
    client.write(REQUEST);
    client.on('data', () => {
      client.pause();
      setTimeout(() => client.resume(), 20);
    });
    expect(await took(answered.promise)).toBeLessThan(8_000);
  }, 15_000);
});

describe('connections, once there are as many as may be', () => {
  it('make room for one more by the oldest on which nothing is asked', async () => {
    const { port, handled, closed } = await open((response) => response.end('ok'), LIMITS, 3);
    const others = [await connectTo(port), await connectTo(port)];
    const late = await connectTo(port);
    late.write(REQUEST);
    const answer = await new Promise((resolve) => late.once('data', resolve));
    expect(String(answer)).toMatch(/^HTTP\/1.1 200 /);
    await closed;
    expect(handled).toHaveLength(1);
    expect(others.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  });

  it('on all of which something is asked are left, and the one more is not taken', async () => {
    const { port, handled } = await open(() => undefined, LIMITS, 1);
    client.write(REQUEST);
    while (handled.length === 0) await sleep(10);
    const late = await connectTo(port);
    if (!late.closed) await once(late, 'close');
    expect(client.destroyed).toBe(false);
  });
});
