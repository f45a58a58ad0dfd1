// Every hazard of webdav-server 2.6.3 and of the open Internet: what it must be answered, and that the process still
// serves, without a deposit more than before. The numbers are those of the reference's table.
import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { LOCK_BODY, tokenOf } from '../support/webdav/dav-client.js';
import { OTHER_LOGIN } from '../support/webdav/deposit-world.js';
import { exchange, RawConnection } from '../support/webdav/raw-http.js';
import { HazardSuite, FILE } from '../support/webdav/hazard-suite.js';

const suite = HazardSuite.register();

describe('the If header', () => {
  it('untagged does not end the process: it is evaluated (1, 2)', async () => {
    const token = tokenOf(await suite.client.request('LOCK', FILE, { body: LOCK_BODY }));
    for (const [header, status] of [
      ['(<opaquelocktoken:none>)', 412],
      ['(["none"])', 412],
      ['(Not <DAV:no-lock>)', 423],
      [`(<${token}>)`, 204],
    ] as const) {
      expect([header, (await suite.client.put(FILE, 'content', { If: header })).status]).toEqual([
        header,
        status,
      ]);
    }
    await suite.client.request('UNLOCK', FILE, { headers: { 'Lock-Token': `<${token}>` } });
  });

  it.each([['('], ['()'], ['<<<>>>'], ['(<a>'], ['x'.repeat(8000)], ['(<a>) '.repeat(500)]])(
    'malformed or endless is 400 for every verb: %#',
    async (header) => {
      for (const verb of [
        'GET',
        'PUT',
        'PROPFIND',
        'MKCOL',
        'DELETE',
        'MOVE',
        'LOCK',
        'UNLOCK',
        'PROPPATCH',
      ]) {
        expect(
          await suite.client.status(verb, FILE, { headers: { If: header, Destination: '/webdav/jaures/x' } }),
        ).toBe(400);
      }
    },
  );
});

describe('XML', () => {
  it('of PROPPATCH with several blocks is answered once, atomically (3)', async () => {
    const body =
      '<D:propertyupdate xmlns:D="DAV:" xmlns:x="urn:x"><D:set><D:prop><x:a>1</x:a></D:prop></D:set>' +
      '<D:set><D:prop><x:b>2</x:b></D:prop></D:set><D:remove><D:prop><x:a/></D:prop></D:remove></D:propertyupdate>';
    expect(await suite.client.status('PROPPATCH', FILE, { body })).toBe(207);
    const refused = body.replace('<x:b>2</x:b>', '<x:c>3</x:c><D:getetag>"lie"</D:getetag>');
    const answer = (await suite.client.request('PROPPATCH', FILE, { body: refused })).body.toString();
    expect(answer).toContain('403 Forbidden');
    expect(answer).toContain('424 Failed Dependency');
    const now = (await suite.client.request('PROPFIND', FILE, { headers: { Depth: '0' } })).body.toString();
    expect(now).toContain(':b xmlns');
    expect(now).not.toMatch(/<n\d:[ac]\b/);
  });

  it('of 5 MB is 413 before it is read, and stalls nobody (7)', async () => {
    const body = '<D:x xmlns:D="DAV:">' + '<D:x/>'.repeat(800_000) + '</D:x>';
    let slowest = 0;
    const load = { isOver: false };
    const others = (async () => {
      while (!load.isOver) {
        const started = performance.now();
        await suite.client.request('PROPFIND', FILE, { headers: { Depth: '0' } });
        slowest = Math.max(slowest, performance.now() - started);
      }
    })();
    for (const verb of ['PROPFIND', 'PROPPATCH', 'LOCK'])
      expect(await suite.client.status(verb, FILE, { body })).toBe(413);
    const chunked = suite.authorized(`PROPFIND ${FILE}`, 'Transfer-Encoding: chunked');
    expect(
      (await exchange(suite.world.door.port, chunked, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`))
        ?.status,
    ).toBe(413);
    load.isOver = true;
    await others;
    expect(slowest).toBeLessThan(1500);
  });

  it('is read when chunked, and 400 when malformed (8)', async () => {
    const body = '<D:propfind xmlns:D="DAV:"><D:propname/></D:propfind>';
    const chunked = suite.authorized(`PROPFIND ${FILE}`, 'Depth: 0', 'Transfer-Encoding: chunked');
    const answer = await exchange(
      suite.world.door.port,
      chunked,
      `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    );
    expect(answer?.status).toBe(207);
    expect(answer?.body.toString()).toContain('<D:getetag/>');
    for (const bad of [
      '<D:propfind',
      '{"a":1}',
      '<x/>',
      '<D:propfind xmlns:D="DAV:"><D:unknown/></D:propfind>',
    ]) {
      expect([bad, await suite.client.status('PROPFIND', FILE, { body: bad })]).toEqual([bad, 400]);
    }
  });

  it('with entities, external or multiplied, is 400 and leaks nothing (21)', async () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '',
    );
    for (const doctype of [
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
      `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`,
      '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ]) {
      const body = `<?xml version="1.0"?>${doctype}<D:propfind xmlns:D="DAV:"><D:prop><D:e>&e;&l9;</D:e></D:prop></D:propfind>`;
      const answer = await suite.client.request('PROPFIND', FILE, { body });
      expect(answer.status).toBe(400);
      expect(answer.body.toString()).not.toContain('root:');
    }
  });

  it('compressed is never inflated (9)', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, '<a/>'));
    for (const [verb, path] of [
      ['PROPFIND', FILE],
      ['PROPPATCH', FILE],
      ['PUT', '/webdav/jaures/EDT.zip'],
    ] as const) {
      expect(
        await suite.client.status(verb, path, {
          body: bomb.subarray(0, 30_000),
          headers: { 'Content-Encoding': 'gzip' },
        }),
      ).toBe(415);
    }
  });
});

describe('paths', () => {
  it.each([
    ['/webdav/jaures/%'],
    ['/webdav/jaures/%zz'],
    ['/webdav/jaures/%00'],
    ['/webdav/jaures/a%00.zip'],
    ['/webdav/%2e%2e/etc/passwd'],
    ['/webdav/jaures/../../etc/passwd'],
    ['/webdav/jaures/..%2f..%2f..%2fetc%2fpasswd'],
    ['/webdav/jaures/..%5c..%5cetc%5cpasswd'],
    ['/webdav/jaures/%2e%2e%2f%2e%2e%2fetc'],
    ['/webdav/jaures/..;/..;/etc%2fpasswd'],
    ['/webdav/jaures/%0d%0aX: y'],
  ])('malformed or leading out are 400, asked for or named as destination: %s (4, 5, 20)', async (path) => {
    for (const verb of ['GET', 'PUT', 'PROPFIND', 'MKCOL', 'DELETE']) {
      const answer = await exchange(
        suite.world.door.port,
        suite.authorized(`${verb} ${path}`, 'Content-Length: 0'),
      );
      expect([verb, answer?.status]).toEqual([verb, 400]);
    }
    for (const verb of ['COPY', 'MOVE']) {
      expect(await suite.client.status(verb, FILE, { headers: { Destination: path } })).toBe(400);
    }
  });

  it('doubly encoded are what they say, and stay inside (20)', async () => {
    const path = '/webdav/jaures/%252e%252e%252fetc%252fpasswd';
    expect((await suite.client.put(path, 'x')).status).toBe(201);
    expect((await suite.client.request('PROPFIND', '/webdav/jaures/')).body.toString()).toContain(
      '%252e%252e%252fetc',
    );
    expect(await suite.client.status('DELETE', path)).toBe(204);
  });

  it('too long or too deep are 414', async () => {
    expect(await suite.client.status('GET', `/webdav/jaures/${'a/'.repeat(20)}`)).toBe(414);
    expect(await suite.client.status('GET', `/webdav/jaures/${'a'.repeat(300)}`)).toBe(414);
    expect(await suite.client.status('GET', `/webdav/jaures/${'a'.repeat(20_000)}`)).toBe(431);
  });
});

describe('locks', () => {
  it('belong to their token, and an exclusive one is not granted over a shared one (17, 18)', async () => {
    const shared = LOCK_BODY.replace('exclusive', 'shared');
    const first = tokenOf(await suite.client.request('LOCK', FILE, { body: shared }));
    const second = tokenOf(await suite.client.request('LOCK', FILE, { body: shared }));
    expect(await suite.client.status('LOCK', FILE, { body: LOCK_BODY })).toBe(423);
    expect(await suite.client.status('DELETE', FILE)).toBe(423);
    expect(
      await suite.client.status('MOVE', FILE, { headers: { Destination: '/webdav/jaures/other.bin' } }),
    ).toBe(423);
    for (const token of [first, second]) {
      expect(await suite.client.status('UNLOCK', FILE, { headers: { 'Lock-Token': `<${token}>` } })).toBe(
        204,
      );
    }
    expect(await suite.client.status('UNLOCK', FILE, { headers: { 'Lock-Token': `<${first}>` } })).toBe(409);
  });

  it('of another account are not opened by knowing their token', async () => {
    const token = tokenOf(await suite.client.request('LOCK', FILE, { body: LOCK_BODY }));
    const { sql } = suite.world.database;
    await sql.run(`UPDATE deposit_account SET campus_code = 'jaures', user_ent_id = 'u1' WHERE login = $1`, [
      OTHER_LOGIN,
    ]);
    const other = suite.world.client(OTHER_LOGIN);
    expect((await other.put(FILE, 'stolen', { If: `(<${token}>)` })).status).toBe(423);
    expect(await other.status('UNLOCK', FILE, { headers: { 'Lock-Token': `<${token}>` } })).toBe(409);
    await sql.run(`UPDATE deposit_account SET campus_code = 'hugo', user_ent_id = 'u2' WHERE login = $1`, [
      OTHER_LOGIN,
    ]);
    expect(await suite.client.status('UNLOCK', FILE, { headers: { 'Lock-Token': `<${token}>` } })).toBe(204);
  });

  it('taken while a body comes in stand against it (PROPPATCH, LOCK)', async () => {
    const { client } = suite;
    const properties =
      '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><late xmlns="urn:x"/></D:prop></D:set></D:propertyupdate>';
    await client.request('MKCOL', '/webdav/jaures/slow');
    await client.put('/webdav/jaures/slow/there.bin', 'x');
    for (const [verb, path, body] of [
      ['PROPPATCH', '/webdav/jaures/slow/there.bin', properties],
      ['LOCK', '/webdav/jaures/slow/new.bin', LOCK_BODY],
    ] as const) {
      const connection = await RawConnection.open(suite.world.door.port);
      connection.send(
        suite.authorized(`${verb} ${path}`, `Content-Length: ${body.length}`, 'Expect: 100-continue'),
      );
      expect((await connection.answer())?.status).toBe(100);
      // Of the file for PROPPATCH, of its collection's members for LOCK.
      const rival = verb === 'PROPPATCH' ? path : '/webdav/jaures/slow';
      const locked = await client.request('LOCK', rival, { body: LOCK_BODY, headers: { Depth: '0' } });
      expect(locked.status).toBe(200);
      connection.write(body);
      expect([verb, (await connection.answer())?.status]).toEqual([verb, 423]);
      connection.close();
      await client.request('UNLOCK', rival, { headers: { 'Lock-Token': `<${tokenOf(locked)}>` } });
    }
    expect(await client.status('GET', '/webdav/jaures/slow/new.bin')).toBe(404);
    const found = await client.request('PROPFIND', '/webdav/jaures/slow/there.bin');
    expect(found.body.toString()).not.toContain('late');
    expect(await client.status('DELETE', '/webdav/jaures/slow')).toBe(204);
  });

  it('are bounded', async () => {
    const statuses = new Set<number>();
    await suite.client.request('MKCOL', '/webdav/jaures/locks');
    for (let i = 0; i < 110; i += 1) {
      statuses.add(
        await suite.client.status('LOCK', `/webdav/jaures/locks/${i}`, {
          body: LOCK_BODY,
          headers: { Timeout: 'Second-1' },
        }),
      );
    }
    expect(statuses).toEqual(new Set([201, 503]));
  });
});

describe('answers', () => {
  it('carry no banner, no CORS, no challenge, and relative references (26)', async () => {
    for (const [verb, path] of [
      ['OPTIONS', '/'],
      ['PROPFIND', '/webdav/jaures/'],
      ['GET', FILE],
      ['MKCOL', '/webdav/jaures/lycee'],
      ['PUT', '/webdav/hugo/x'],
    ] as const) {
      const { headers, body } = await suite.client.request(verb, path, {
        headers: { Origin: 'http://evil.example' },
      });
      for (const name of [
        'server',
        'x-powered-by',
        'access-control-allow-origin',
        'www-authenticate',
        'location',
      ]) {
        expect([verb, name, headers[name]]).toEqual([verb, name, undefined]);
      }
      expect(body.toString()).not.toContain('http://127');
    }
  });

  it('to many ranges are the file once (22)', async () => {
    const ranges = Array.from({ length: 1300 }, () => '0-').join(',');
    const answer = await suite.client.request('GET', FILE, { headers: { Range: `bytes=${ranges}` } });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '7' } });
  });

  it('to a confirmation that nobody knows are 417, with what to look at, and the connection closes', async () => {
    const connection = await RawConnection.open(suite.world.door.port);
    connection.send(suite.authorized(`PUT ${FILE}`, 'Content-Length: 5', 'Expect: 200-ok'), 'other');
    const answer = await connection.answer();
    expect(answer).toMatchObject({ status: 417, headers: { connection: 'close' } });
    expect(answer?.body.toString()).toContain('Vérifiez le réglage du logiciel qui envoie.');
    expect(await connection.closed()).toBe(true);
    expect((await suite.client.request('GET', FILE)).body.toString()).toBe('content');
  });

  it('to an unknown depth are 400 (19)', async () => {
    for (const depth of ['x', '2', '-1', '1,1', 'infinity;0']) {
      expect([
        depth,
        await suite.client.status('PROPFIND', '/webdav/jaures/', { headers: { Depth: depth } }),
      ]).toEqual([depth, 400]);
    }
  });
});
