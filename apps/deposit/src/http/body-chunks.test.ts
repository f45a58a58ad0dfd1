import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAway } from '../guard/unneeded-body.js';
import { eachChunk } from './body-chunks.js';

type Take = (chunk: Buffer) => Promise<void> | undefined;

let server: Server;

beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Sends a request as it stands. The body has arrived, as far as it goes, when it is read. */
async function send(text: string): Promise<{ request: IncomingMessage; client: Socket; leave: () => void }> {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const arrived = new Promise<IncomingMessage>((resolve) => server.once('request', resolve));
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  const request = await arrived;
  await sleep(20);
  return { request, client: socket, leave: () => socket.destroy() };
}

const put = (framing: string, body: string): string =>
  `PUT / HTTP/1.1\r\nHost: x\r\n${framing}\r\n\r\n${body}`;

describe('eachChunk', () => {
  it('hands out everything in order, one chunk at a time', async () => {
    const body = Array.from({ length: 50 }, (_, i) => `3\r\n${String(i).padStart(3, '0')}\r\n`).join('');
    const { request } = await send(put('Transfer-Encoding: chunked', `${body}0\r\n\r\n`));
    const taken: string[] = [];
    let busy = 0;
    const take: Take = async (chunk) => {
      busy += 1;
      expect(busy).toBe(1);
      await sleep(1);
      taken.push(chunk.toString());
      busy -= 1;
    };

    await eachChunk(request, take);

    expect(taken).toEqual(Array.from({ length: 50 }, (_, i) => String(i).padStart(3, '0')));
  });

  it('ends after the last chunk is dealt with, and tells what went wrong with it', async () => {
    const { request } = await send(put('Content-Length: 5', 'hello'));

    const read = eachChunk(request, async (): Promise<void> => {
      await sleep(20);
      throw new Error('no space left');
    });

    await expect(read).rejects.toThrow('no space left');
  });

  it('ends at once for a body of nothing', async () => {
    const { request } = await send(put('Content-Length: 0', ''));

    await eachChunk(request, () => undefined);
  });

  it('tells that the client left, between two chunks as while one is dealt with', async () => {
    const takes: readonly Take[] = [() => undefined, () => sleep(50)];
    for (const take of takes) {
      const { request, leave } = await send(put('Content-Length: 100', 'hello'));

      const read = eachChunk(request, take);
      setTimeout(leave, 10);

      await expect(read).rejects.toMatchObject({ code: 'ECONNRESET' });
    }
  });

  it('leaves the rest unread when a chunk is refused', async () => {
    const { request } = await send(put('Transfer-Encoding: chunked', '1\r\na\r\n1\r\nb\r\n0\r\n\r\n'));
    const taken: string[] = [];

    const read = eachChunk(request, (chunk) => {
      taken.push(chunk.toString());
      throw new Error('too large');
    });

    await expect(read).rejects.toThrow('too large');
    expect(taken).toEqual(['a']);
    expect(request.readableEnded).toBe(false);
  });
});

describe('a body that nobody needs', () => {
  it('is not waited for without end, however little of it comes at a time', async () => {
    const { request, client } = await send(put('Content-Length: 1000', 'a'));
    const drip = setInterval(() => client.write('b'), 20);
    await expect(readAway(request, () => undefined, 200)).rejects.toMatchObject({ status: 408 });
    clearInterval(drip);
  });
});
