// Hazards that come with bodies and with numbers: wrong lengths, cut uploads, floods. The process still serves after
// each, without a descriptor, a file or a deposit more than before. Numbers are those of the reference's table.
import { describe, expect, it } from '@jest/globals';
import { exchange, RawConnection } from '../support/webdav/raw-http.js';
import { HazardSuite, FILE } from '../support/webdav/hazard-suite.js';

const suite = HazardSuite.register();

describe('bodies', () => {
  it.each([
    ['999999999999', 413],
    ['52428801', 413],
    ['99999999999999999999999', 400],
    ['-1', 400],
    ['12abc', 400],
  ])('announced as %s bytes are %i before they are read (6, 11)', async (length, status) => {
    const put = await exchange(
      suite.world.door.port,
      suite.authorized('PUT /webdav/jaures/EDT.zip', `Content-Length: ${length}`),
    );
    expect(put?.status).toBe(status);
    if (status === 413) {
      const xml = await exchange(
        suite.world.door.port,
        suite.authorized(`PROPFIND ${FILE}`, `Content-Length: ${length}`),
      );
      expect(xml?.status).toBe(413);
    }
  });

  it('that grow beyond the limit in chunks are 413, and nothing of them stays (11)', async () => {
    const connection = await RawConnection.open(suite.world.door.port);
    connection.send(suite.authorized('PUT /webdav/jaures/EDT_HUGE.zip', 'Transfer-Encoding: chunked'));
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let i = 0; i < 52 && !connection.isClosed; i += 1) {
      connection.write(`${piece.length.toString(16)}\r\n`);
      connection.write(piece);
      connection.write('\r\n');
    }
    expect((await connection.answer())?.status).toBe(413);
    connection.close();
    expect(await suite.client.status('GET', '/webdav/jaures/EDT_HUGE.zip')).toBe(404);
  });

  it('in part are refused, not stored as the whole (11)', async () => {
    const headers = { 'Content-Range': 'bytes 0-3/100' };
    expect(await suite.client.status('PUT', FILE, { body: 'part', headers })).toBe(400);
    expect((await suite.client.request('GET', FILE)).body.toString()).toBe('content');
  });

  it('with two lengths or both framings are 400: no request is smuggled', async () => {
    const smuggled = 'GET /webdav/jaures/ HTTP/1.1\r\n\r\n';
    for (const framing of [
      ['Content-Length: 5', 'Content-Length: 6'],
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked, identity'],
    ]) {
      const answer = await exchange(
        suite.world.door.port,
        suite.authorized('PUT /webdav/jaures/EDT.zip', ...framing),
        `0\r\n\r\n${smuggled}`,
      );
      expect([framing, answer?.status]).toEqual([framing, 400]);
    }
  });

  it('compressed for the way are 415, and requests for two hosts 400 (9)', async () => {
    for (const [header, status] of [
      ['Transfer-Encoding: gzip, chunked', 415],
      ['Host: elsewhere', 400],
    ] as const) {
      const answer = await exchange(
        suite.world.door.port,
        suite.authorized('PUT /webdav/jaures/EDT.zip', header),
        '1\r\nx\r\n0\r\n\r\n',
      );
      expect([header, answer?.status]).toEqual([header, status]);
    }
    expect(await suite.world.depositCount()).toBe(0);
  });

  it('of a form do not create files: POST is 405 (24)', async () => {
    for (const verb of ['POST', 'PATCH', 'TRACE', 'PURGE', 'REPORT', 'ACL', 'SEARCH']) {
      expect([verb, await suite.client.status(verb, '/webdav/jaures/EDT.zip', { body: 'x' })]).toEqual([
        verb,
        405,
      ]);
    }
  });

  it('of strangers are not stored, however they end', async () => {
    const before = await suite.world.spooledFiles();
    const body = Buffer.alloc(3_000_000, 'x');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        exchange(
          suite.world.door.port,
          ['PUT /webdav/jaures/EDT.zip HTTP/1.1', 'Host: x', `Content-Length: ${body.length}`],
          body,
        ),
      ),
    );
    expect(answers.map((answer) => answer?.status)).toEqual(Array.from({ length: 8 }, () => 401));
    expect(await suite.world.spooledFiles()).toEqual(before);
  });
});

describe('uploads that are cut', () => {
  it('a hundred times leave no descriptor, no file, no resource, no deposit (10)', async () => {
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, i) => {
          const connection = await RawConnection.open(suite.world.door.port);
          connection.send(
            suite.authorized(`PUT /webdav/jaures/CUT_${round}_${i}.zip`, 'Content-Length: 5000000'),
          );
          connection.write(Buffer.alloc(1_500_000, 'x'));
          await new Promise((resolve) => setTimeout(resolve, 30 + i * 5));
          connection.close();
        }),
      );
    }
    expect((await suite.client.request('PROPFIND', '/webdav/jaures/')).body.toString()).not.toContain('CUT_');
  });

  it('as downloads give their descriptor back', async () => {
    await suite.client.put('/webdav/jaures/big.bin', Buffer.alloc(20_000_000, 'x'));
    for (let i = 0; i < 30; i += 1) {
      const connection = await RawConnection.open(suite.world.door.port);
      connection.send(suite.authorized('GET /webdav/jaures/big.bin'));
      await new Promise((resolve) => setTimeout(resolve, 10));
      connection.close();
    }
    expect(await suite.client.status('DELETE', '/webdav/jaures/big.bin')).toBe(204);
  });
});

describe('floods', () => {
  it('of headers are 431', async () => {
    const headers = Array.from({ length: 3000 }, (_, i) => `X-${i}: ${'y'.repeat(20)}`);
    const answer = await exchange(suite.world.door.port, suite.authorized(`GET ${FILE}`, ...headers));
    expect(answer?.status).toBe(431);
    expect(answer?.body.toString()).toContain('Vérifiez');
  });

  it.each([
    ['\x16\x03\x01\x02\x00'],
    ['GET\r\n\r\n'],
    ['HELO x\r\n\r\n'],
    ['GET / HTTP/9.9\r\n\r\n'],
    ['\0\0\0\0\r\n\r\n'],
  ])('of nonsense are 400, and the connection closes: %j', async (nonsense) => {
    const connection = await RawConnection.open(suite.world.door.port);
    connection.write(nonsense);
    const answer = await connection.answer();
    expect(answer?.status).toBe(400);
    expect(answer?.body.toString()).toContain('Vérifiez');
    expect(await connection.closed()).toBe(true);
  });

  it('of a thousand silent connections let others through', async () => {
    const silent = await Promise.all(
      Array.from({ length: 1000 }, () => RawConnection.open(suite.world.door.port)),
    );
    for (const connection of silent) connection.write('PUT /webdav/jaures/EDT.zip HTTP/1.1\r\nHost: x\r\n');
    const started = performance.now();
    expect((await suite.client.put('/webdav/jaures/through.bin', 'x')).status).toBe(201);
    expect(performance.now() - started).toBeLessThan(2000);
    for (const connection of silent) connection.close();
    expect(await suite.client.status('DELETE', '/webdav/jaures/through.bin')).toBe(204);
  });
});
