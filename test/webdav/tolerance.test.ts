// The tolerance list of the reference, line by line: what must be accepted, how it is answered, and how many deposits
// come of it.
import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { basic, LOCK_BODY, tokenOf } from '../support/webdav/dav-client.js';
import { LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { exchange, RawConnection } from '../support/webdav/raw-http.js';
import { ToleranceSuite } from '../support/webdav/tolerance-suite.js';

const suite = ToleranceSuite.register();
const at = (file: string): string => `/webdav/jaures/${file}`;

describe('discovery', () => {
  it.each([
    ['/'],
    ['/webdav/'],
    ['/webdav/jaures/'],
    ['/webdav/jaures/EDT.zip'],
    ['/webdav/nowhere/'],
    ['*'],
  ])('answers OPTIONS without credentials on %s as a WebDAV server', async (path) => {
    const answer = await exchange(suite.world.door.port, [`OPTIONS ${path} HTTP/1.1`, 'Host: x']);
    expect(answer).toMatchObject({
      status: 200,
      headers: { dav: '1, 2', 'ms-author-via': 'DAV', 'content-length': '0' },
    });
    expect(answer?.headers['allow']?.split(', ')).toEqual(
      expect.arrayContaining(['PUT', 'PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK', 'MOVE']),
    );
    expect(answer?.headers['allow']).not.toContain('POST');
  });

  it.each([
    ['/webdav/jaures/', '0', 1],
    ['/webdav/jaures', '0', 1],
    ['/webdav/jaures/', '1', 3],
    ['/webdav/jaures', undefined, 3],
    ['/webdav/', '1', 2],
  ])('lists %s at depth %s', async (path, depth, atLeast) => {
    const answer = await suite.client.request('PROPFIND', path, {
      headers: depth === undefined ? {} : { Depth: depth },
    });
    expect(answer.status).toBe(207);
    const hrefs = [...answer.body.toString().matchAll(/<D:response><D:href>([^<]*)/g)].map(
      ([, href]) => href,
    );
    expect(hrefs.length).toBeGreaterThanOrEqual(atLeast);
    expect(hrefs[0]).toMatch(/^\/webdav\/(jaures\/)?$/);
  });

  it('refuses an endless depth with the condition the RFC names', async () => {
    const answer = await suite.client.request('PROPFIND', '/webdav/jaures/', {
      headers: { Depth: 'infinity' },
    });
    expect(answer.status).toBe(403);
    expect(answer.body.toString()).toContain('propfind-finite-depth');
  });
});

describe('putting a file', () => {
  it.each<[string, (body: string) => readonly [readonly string[], string]]>([
    ['with its length', (body) => [[`Content-Length: ${body.length}`], body]],
    [
      'in chunks',
      (body) => [
        ['Transfer-Encoding: chunked'],
        `4\r\n${body.slice(0, 4)}\r\n${(body.length - 4).toString(16)}\r\n${body.slice(4)}\r\n0\r\n\r\n`,
      ],
    ],
    ['as JSON', (body) => [[`Content-Length: ${body.length}`, 'Content-Type: application/json'], body]],
    [
      'as a form',
      (body) => [[`Content-Length: ${body.length}`, 'Content-Type: application/x-www-form-urlencoded'], body],
    ],
    [
      'as multipart, which stays as it is',
      (body) => [[`Content-Length: ${body.length}`, 'Content-Type: multipart/form-data; boundary=x'], body],
    ],
  ])('%s: 201, then 204 with other bytes', async (_, framed) => {
    for (const [body, status] of [
      [`first ${suite.name}`, 201],
      [`second ${suite.name}`, 204],
    ] as const) {
      const [headers, sent] = framed(body);
      const answer = await exchange(
        suite.world.door.port,
        [
          `PUT ${at(`${suite.name}.zip`)} HTTP/1.1`,
          'Host: x',
          `Authorization: ${suite.client.authorization}`,
          ...headers,
        ],
        sent,
      );
      expect(answer?.status).toBe(status);
      expect(answer?.headers['etag']).toMatch(/^"[0-9a-f]{32}"$/);
      expect((await suite.world.deposits()).at(-1)).toMatchObject({
        fileName: `${suite.name}.zip`,
        storedSha256: sha256Of(body),
      });
    }
    expect(await suite.newDeposits()).toBe(2);
  });

  it('with HTTP/1.0, closing the connection afterwards', async () => {
    const connection = await RawConnection.open(suite.world.door.port);
    connection.send(
      [
        `PUT ${at(`${suite.name}.xml`)} HTTP/1.0`,
        `Authorization: ${suite.client.authorization}`,
        'Content-Length: 3',
      ],
      'abc',
    );
    expect((await connection.answer())?.status).toBe(201);
    expect(await connection.closed()).toBe(true);
    expect(await suite.newDeposits()).toBe(1);
  });

  it('and saying that nothing follows, before the answer', async () => {
    for (const version of ['1.0', '1.1']) {
      const socket = connect({ port: suite.world.door.port, allowHalfOpen: true });
      const { authorization } = suite.client;
      const lines = [
        `PUT ${at(`${suite.name}-${version}.zip`)} HTTP/${version}`,
        'Host: x',
        `Authorization: ${authorization}`,
      ];
      socket.end(`${lines.join('\r\n')}\r\nContent-Length: 3\r\n\r\n${version}`);
      expect((await text(socket)).split('\r\n')[0]).toBe('HTTP/1.1 201 Created');
    }
    expect(await suite.newDeposits()).toBe(2);
  });

  it('and moving it, both sent ahead: one after the other', async () => {
    const connection = await RawConnection.open(suite.world.door.port);
    const authorized = (line: string, ...more: string[]): string[] => [
      `${line} HTTP/1.1`,
      'Host: x',
      `Authorization: ${suite.client.authorization}`,
      ...more,
    ];
    const [temporary, final] = [at(`${suite.name}.tmp`), at(`${suite.name}.zip`)];
    const put = [...authorized(`PUT ${temporary}`, 'Content-Length: 3'), '', 'abc'].join('\r\n');
    const move = [...authorized(`MOVE ${temporary}`, `Destination: ${final}`), '', ''].join('\r\n');
    connection.write(put + move);
    expect([(await connection.answer())?.status, (await connection.answer())?.status]).toEqual([201, 201]);
    connection.close();
    expect(await suite.newDeposits()).toBe(1);
  });

  it('after Expect: 100-continue, which is answered once the sender is known', async () => {
    const connection = await RawConnection.open(suite.world.door.port);
    connection.send([
      `PUT ${at(`${suite.name}.zip`)} HTTP/1.1`,
      'Host: x',
      `Authorization: ${suite.client.authorization}`,
      'Content-Length: 3',
      'Expect: 100-continue',
    ]);
    expect((await connection.answer())?.status).toBe(100);
    connection.write('yes');
    expect((await connection.answer())?.status).toBe(201);
    connection.close();
    expect(await suite.newDeposits()).toBe(1);
  });

  it('of 0 bytes, as a place-holder that is no deposit until it has content', async () => {
    expect(await suite.client.status('PUT', at(`${suite.name}.zip`))).toBe(201);
    expect(await suite.newDeposits()).toBe(0);
    expect((await suite.client.put(at(`${suite.name}.zip`), 'content')).status).toBe(204);
    expect(await suite.newDeposits()).toBe(1);
  });

  it('into an establishment: a deposit for it alone', async () => {
    expect((await suite.client.put(`/webdav/jaures/lycee/${suite.name}.zip`, suite.name)).status).toBe(201);
    expect((await suite.world.deposits()).at(-1)).toMatchObject({ establishment: 'jaures/lycee' });
    expect(await suite.newDeposits()).toBe(1);
  });

  it('of another kind, or in a collection of its own: kept, but no deposit', async () => {
    expect((await suite.client.put(at(`${suite.name}.tmp`), 'x')).status).toBe(201);
    expect((await suite.client.put(at(`._${suite.name}.zip`), 'x')).status).toBe(201);
    expect(await suite.client.status('MKCOL', at(`dir-${suite.name}`))).toBe(201);
    expect((await suite.client.put(at(`dir-${suite.name}/${suite.name}.zip`), 'x')).status).toBe(201);
    expect(await suite.newDeposits()).toBe(0);
  });

  it('twice the same within ten minutes: a retry, one deposit; other bytes: a second one', async () => {
    expect((await suite.client.put(at(`${suite.name}.zip`), 'same')).status).toBe(201);
    expect((await suite.client.put(at(`${suite.name}.zip`), 'same')).status).toBe(204);
    expect(await suite.newDeposits()).toBe(1);
    expect((await suite.client.put(at(`${suite.name}.zip`), 'other')).status).toBe(204);
    expect(await suite.newDeposits()).toBe(2);
  });

  it('again after another one, whatever their names: a return to it, a deposit of its own', async () => {
    const [first, other] = [`EDT_${suite.name}_a.zip`, `EDT_${suite.name}_b.zip`];
    expect((await suite.client.put(at(first), `a ${suite.name}`)).status).toBe(201);
    expect((await suite.client.put(at(other), `b ${suite.name}`)).status).toBe(201);
    expect((await suite.client.put(at(first), `a ${suite.name}`)).status).toBe(204);
    expect(await suite.newDeposits()).toBe(3);
  });

  it('and its EDT_PRONOTE duplicate at the same time: two deposits', async () => {
    const answers = await Promise.all([
      suite.client.put(at(`EDT_${suite.name}.zip`), `edt ${suite.name}`),
      suite.client.put(at(`EDT_PRONOTE_${suite.name}.zip`), `pronote ${suite.name}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await suite.newDeposits()).toBe(2);
  });
});

describe('credentials', () => {
  it('missing: the body is read and thrown away, then 401 and the connection goes on', async () => {
    const connection = await RawConnection.open(suite.world.door.port);
    const body = 'x'.repeat(2_000_000);
    connection.send(
      [`PUT ${at(`${suite.name}.zip`)} HTTP/1.1`, 'Host: x', `Content-Length: ${body.length}`],
      body,
    );
    const refused = await connection.answer();
    expect(refused).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="Import EDT", charset="UTF-8"' },
    });
    connection.send(
      [
        `PUT ${at(`${suite.name}.zip`)} HTTP/1.1`,
        'Host: x',
        `Authorization: ${suite.client.authorization}`,
        `Content-Length: ${body.length}`,
      ],
      body,
    );
    expect((await connection.answer())?.status).toBe(201);
    connection.close();
    expect(await suite.newDeposits()).toBe(1);
  });

  it('missing with Expect: 401 at once, and the body never travels', async () => {
    const connection = await RawConnection.open(suite.world.door.port);
    connection.send([
      `PUT ${at(`${suite.name}.zip`)} HTTP/1.1`,
      'Host: x',
      'Content-Length: 1000000',
      'Expect: 100-continue',
    ]);
    expect((await connection.answer())?.status).toBe(401);
    expect(await connection.closed()).toBe(true);
    expect(await suite.newDeposits()).toBe(0);
  });

  it('as a program may write them: percent-encoded, in capitals, with another scheme spelling', async () => {
    for (const authorization of [
      basic(LOGIN.replaceAll('.', '%2E'), PASSWORD.replace('_', '%5f')),
      basic(LOGIN.toUpperCase(), PASSWORD),
      basic(LOGIN, PASSWORD).replace('Basic', 'basic'),
    ]) {
      expect(
        await suite.client.status('PROPFIND', '/webdav/jaures/', {
          headers: { Authorization: authorization },
        }),
      ).toBe(207);
    }
  });
});

describe('locks', () => {
  it('are granted where nothing is and where something is, refreshed and released', async () => {
    const created = await suite.client.request('LOCK', at(`${suite.name}.zip`), { body: LOCK_BODY });
    expect(created.status).toBe(201);
    expect(created.headers['lock-token']).toMatch(/^<opaquelocktoken:[0-9a-f-]{36}>$/);
    expect(await suite.newDeposits()).toBe(0);
    const token = tokenOf(created);
    const refreshed = await suite.client.request('LOCK', at(`${suite.name}.zip`), {
      headers: { If: `(<${token}>)`, Timeout: 'Second-60' },
    });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body.toString()).toContain('Second-60');
    expect(
      await suite.client.status('UNLOCK', at(`${suite.name}.zip`), {
        headers: { 'Lock-Token': `<${token}>` },
      }),
    ).toBe(204);
    const again = await suite.client.request('LOCK', at(`${suite.name}.zip`), {
      headers: { Depth: '0', Timeout: 'Infinite' },
      body: LOCK_BODY.replace(/<D:owner>.*<\/D:owner>/, ''),
    });
    expect(again.status).toBe(200);
    expect(again.body.toString()).toMatch(/Second-(600|59\d)/);
    expect(again.headers['lock-token']).not.toBe(created.headers['lock-token']);
  });

  it('open to their token, tagged or not; to an unknown token 412; without it 423, even for the same login', async () => {
    const token = tokenOf(await suite.client.request('LOCK', at(`${suite.name}.zip`), { body: LOCK_BODY }));
    expect((await suite.client.put(at(`${suite.name}.zip`), 'a')).status).toBe(423);
    expect(
      (await suite.client.put(at(`${suite.name}.zip`), 'a', { If: '(<opaquelocktoken:unknown>)' })).status,
    ).toBe(412);
    expect(await suite.newDeposits()).toBe(0);
    expect((await suite.client.put(at(`${suite.name}.zip`), 'a', { If: `(<${token}>)` })).status).toBe(204);
    expect(
      (
        await suite.client.put(at(`${suite.name}.zip`), 'b', {
          If: `<${suite.world.door.url}${at(`${suite.name}.zip`)}> (<${token}>)`,
        })
      ).status,
    ).toBe(204);
    expect(await suite.newDeposits()).toBe(2);
  });
});

describe('properties', () => {
  it('of any name are set with 200 each, and kept', async () => {
    await suite.client.put(at(`${suite.name}.tmp`), 'x');
    const set =
      '<D:propertyupdate xmlns:D="DAV:" xmlns:Z="urn:schemas-microsoft-com:"><D:set><D:prop>' +
      '<Z:Win32CreationTime>Mon, 14 Sep 2026 08:00:00 GMT</Z:Win32CreationTime><Z:Win32FileAttributes>00000020</Z:Win32FileAttributes>' +
      '</D:prop></D:set></D:propertyupdate>';
    const answer = await suite.client.request('PROPPATCH', at(`${suite.name}.tmp`), { body: set });
    expect(answer.status).toBe(207);
    expect(answer.body.toString().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(1);
    const kept = await suite.client.request('PROPFIND', at(`${suite.name}.tmp`), { headers: { Depth: '0' } });
    expect(kept.body.toString()).toContain('Mon, 14 Sep 2026 08:00:00 GMT');
    expect(kept.body.toString()).toContain('00000020');
  });
});
