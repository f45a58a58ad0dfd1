// Clients that are slow, on purpose or not: answered where HTTP allows, then cut, and nothing of theirs is kept. The door
// has the patience of a test; what it does when it runs out is that of production.
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/webdav/eventually.js';
import { HazardSuite, FILE } from '../support/webdav/hazard-suite.js';
import { RawConnection, type RawAnswer } from '../support/webdav/raw-http.js';

const suite = HazardSuite.register({ headersMs: 400, silenceMs: 1_000, bodyMs: 2_000, keepAliveMs: 500 });

const PUT = 'PUT /webdav/jaures/EDT_LENT.part';
const ANNOUNCED = 'Content-Length: 5000000';
/** Often enough not to be silent. */
const DRIP_MS = 100;

const open = (): Promise<RawConnection> => RawConnection.open(suite.world.door.port);

/** Writes a piece again and again, until the connection closes or the drip is stopped. */
function drip(connection: RawConnection, piece: string): () => void {
  const timer = setInterval(() => {
    if (!connection.isClosed) connection.write(piece);
  }, DRIP_MS);
  return () => {
    clearInterval(timer);
  };
}

function expectTooSlow(answer: RawAnswer | undefined): void {
  expect(answer).toMatchObject({ status: 408, headers: { connection: 'close' } });
  expect(answer?.body.toString()).toBe(
    'L’envoi s’est arrêté ou dure trop longtemps, rien n’a été déposé. Vérifiez la connexion, puis recommencez.\n',
  );
}

/** Bytes that the campus may still use, as its clients are told. */
async function availableBytes(): Promise<number> {
  const body = '<D:propfind xmlns:D="DAV:"><D:prop><D:quota-available-bytes/></D:prop></D:propfind>';
  const answer = await suite.client.request('PROPFIND', '/webdav/jaures/', { body, headers: { Depth: '0' } });
  return Number(/quota-available-bytes>(\d+)</.exec(answer.body.toString())?.[1]);
}

describe('a body', () => {
  it('that stops in the middle is 408; its file is gone and its place given back before the client is', async () => {
    const before = await availableBytes();
    const connection = await open();
    connection.send(suite.authorized(PUT, ANNOUNCED), Buffer.alloc(1_500_000, 'x'));
    expect(await eventually(async () => (await suite.world.spooledFiles()).length === 2)).toBe(true);
    expect(await availableBytes()).toBe(before - 5_000_000);

    expectTooSlow(await connection.answer());

    expect(await availableBytes()).toBe(before);
    expect(await eventually(async () => (await suite.world.spooledFiles()).length === 1)).toBe(true);
    expect(await connection.closed()).toBe(true);
    expect(await suite.client.status('GET', '/webdav/jaures/EDT_LENT.part')).toBe(404);
  });

  it.each([
    ['before its first byte', authorized(PUT, ANNOUNCED), ''],
    ['in chunks, within one of them', authorized(PUT, 'Transfer-Encoding: chunked'), '5\r\nab'],
    ['in chunks, between two of them', authorized(PUT, 'Transfer-Encoding: chunked'), '2\r\nab\r\n'],
    ['of XML', authorized(`PROPFIND ${FILE}`, 'Content-Length: 100'), '<D:propfind'],
  ])('that stops %s is 408', async (_, lines, body) => {
    const connection = await open();
    connection.send(lines(), body);
    expectTooSlow(await connection.answer());
    expect(await connection.closed()).toBe(true);
  });

  it('that was waited for and does not come is 408', async () => {
    const connection = await open();
    connection.send(suite.authorized(PUT, ANNOUNCED, 'Expect: 100-continue'));
    expect((await connection.answer())?.status).toBe(100);
    expectTooSlow(await connection.answer());
    expect(await connection.closed()).toBe(true);
  });

  it('that never stops and never ends is 408', async () => {
    const before = await availableBytes();
    const connection = await open();
    connection.send(suite.authorized(PUT, ANNOUNCED));
    const stop = drip(connection, 'x');
    try {
      expectTooSlow(await connection.answer());
      expect(await availableBytes()).toBe(before);
    } finally {
      stop();
      connection.close();
    }
  });

  it.each([
    ['announced long', ANNOUNCED, 413],
    ['announced short', 'Content-Length: 5000', 408],
  ])('that nobody asked for, %s, costs its connection at most', async (_, length, status) => {
    const connection = await open();
    connection.send(suite.authorized(`GET ${FILE}`, length));
    const stop = drip(connection, 'x');
    try {
      expect(await connection.answer()).toMatchObject({ status, headers: { connection: 'close' } });
    } finally {
      stop();
      connection.close();
    }
  });
});

describe('headers', () => {
  it.each([
    ['that come one by one', 'PUT / HTTP/1.1\r\n'],
    ['that stop', `PUT / HTTP/1.1\r\nHost: x\r\n`],
    ['that never begin', ''],
  ])('%s are 408', async (kind, beginning) => {
    const connection = await open();
    connection.write(beginning);
    const stop = kind === 'that come one by one' ? drip(connection, 'X: y\r\n') : () => undefined;
    try {
      const answer = await connection.answer();
      expect(answer).toMatchObject({ status: 408, headers: { connection: 'close' } });
      expect(answer?.body.toString()).toBe(
        'La requête n’est pas arrivée à temps. Vérifiez la connexion, puis recommencez.\n',
      );
      expect(await connection.closed()).toBe(true);
    } finally {
      stop();
    }
  });
});

describe('a connection', () => {
  it('without another request is closed, and nothing is said on it', async () => {
    const connection = await open();
    connection.send(suite.authorized(`GET ${FILE}`));
    expect((await connection.answer())?.status).toBe(200);
    expect(await connection.answer()).toBeUndefined();
    expect(connection.isClosed).toBe(true);
  });

  it('whose client does not read the answer is closed, and the file with it', async () => {
    await suite.client.put('/webdav/jaures/grand.bin', Buffer.alloc(20_000_000, 'x'));
    const connection = await open();
    connection.send(suite.authorized(`GET ${FILE}`));
    expect((await connection.answer())?.status).toBe(200);
    connection.socket.pause();
    const { door, files } = suite.world;
    const areOpen = (count: number): Promise<boolean> =>
      eventually(async () => (await door.descriptorsIn(files.spoolDirectory)).length === count);
    expect(await areOpen(0)).toBe(true);
    const descriptors = await door.descriptors();
    connection.send(suite.authorized('GET /webdav/jaures/grand.bin'));
    // The file is open, as long as there is something of it to send.
    expect(await areOpen(1)).toBe(true);
    expect(await areOpen(0)).toBe(true);
    // And the connection is gone.
    expect(await eventually(async () => (await door.descriptors()) < descriptors)).toBe(true);
    connection.close();
    expect(await suite.client.status('DELETE', '/webdav/jaures/grand.bin')).toBe(204);
  });
});

/** Credentials are those of the suite, which has none before the first test. */
function authorized(first: string, ...more: string[]): () => string[] {
  return () => suite.authorized(first, ...more);
}
