// What webdav-server 2.6.3 does to a file system, to locks and to memory, and what stays open upstream: that none of it
// reaches who deposits. Numbers are those of the reference's table.
import { describe, expect, it } from '@jest/globals';
import { hashPassword } from '@timetable/persistence';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DavClient, LOCK_BODY, tokenOf } from '../support/webdav/dav-client.js';
import { DepositWorld } from '../support/webdav/deposit-world.js';
import { RawConnection } from '../support/webdav/raw-http.js';
import { HazardSuite, FILE } from '../support/webdav/hazard-suite.js';

const suite = HazardSuite.register();

describe('work that fails after the package was called (27)', () => {
  it('is refused, costs nobody else anything, and leaves the source of a MOVE or COPY where it was', async () => {
    const year = join(suite.world.storageDirectory, String(new Date().getFullYear()));
    await suite.client.put('/webdav/jaures/envoi.tmp', 'content');
    // Nothing can be stored: a file stands where the directory of the year has to be.
    await rm(year, { recursive: true, force: true });
    await writeFile(year, '');
    for (const verb of ['MOVE', 'COPY']) {
      const headers = { Destination: '/webdav/jaures/EDT_27.zip' };
      const answer = await suite.client.request(verb, '/webdav/jaures/envoi.tmp', { headers });
      expect([verb, answer.status]).toEqual([verb, 503]);
    }
    expect((await suite.client.put('/webdav/jaures/EDT_27.zip', 'x')).status).toBe(503);
    await rm(year);
    await mkdir(year);
    expect((await suite.client.request('GET', '/webdav/jaures/envoi.tmp')).body.toString()).toBe('content');
    expect(await suite.client.status('GET', '/webdav/jaures/EDT_27.zip')).toBe(404);
    expect(await suite.client.status('DELETE', '/webdav/jaures/envoi.tmp')).toBe(204);
    expect((await suite.world.spooledFiles()).length).toBe(1);
  });
});

/** Five of them, and what warms up, are within a campus's 500 MB. */
const LARGE_MEGABYTES = 95;

describe('memory (28)', () => {
  it('does not follow the files: five of 95 MB at once add less than half of one of them', async () => {
    const world = await DepositWorld.create({ variables: { MAX_UPLOAD_BYTES: String(100 * 1024 * 1024) } });
    try {
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          world.client().put(`/webdav/jaures/${i}.bin`, Buffer.alloc(1e6)),
        ),
      );
      const idle = await world.door.residentMegabytes();
      let peak = idle;
      const watch = setInterval(() => {
        void world.door.residentMegabytes().then((now) => {
          peak = Math.max(peak, now);
        });
      }, 20);
      const statuses = await Promise.all(
        Array.from({ length: 5 }, async (_, i) => putLarge(world, `/webdav/jaures/grand-${i}.bin`)),
      );
      clearInterval(watch);
      expect(statuses).toEqual([201, 201, 201, 201, 201]);
      expect(peak - idle).toBeLessThan(LARGE_MEGABYTES / 2);
    } finally {
      await world.destroy();
    }
  }, 60_000);
});

/** From one megabyte, over and over: the test's own memory is not what is measured. */
async function putLarge(world: DepositWorld, path: string): Promise<number | undefined> {
  const connection = await RawConnection.open(world.door.port);
  const piece = Buffer.alloc(1024 * 1024, 'x');
  connection.send([
    `PUT ${path} HTTP/1.1`,
    'Host: x',
    `Authorization: ${world.client().authorization}`,
    `Content-Length: ${LARGE_MEGABYTES * piece.length}`,
  ]);
  for (let i = 0; i < LARGE_MEGABYTES; i += 1)
    await new Promise((resolve) => connection.socket.write(piece, resolve));
  const answer = await connection.answer({ timeoutMs: 30_000 });
  connection.close();
  return answer?.status;
}

describe('locks below the mount (29)', () => {
  it('of a collection hold for everything below it, however deep, and for nothing beside it', async () => {
    const { client } = suite;
    for (const path of ['a', 'a/b', 'a/b/c', 'a/beside']) {
      expect(await client.status('MKCOL', `/webdav/jaures/${path}`)).toBe(201);
    }
    const locked = await client.request('LOCK', '/webdav/jaures/a/b', {
      body: LOCK_BODY,
      headers: { Depth: 'infinity' },
    });
    expect(locked.status).toBe(200);
    const token = tokenOf(locked);
    const deep = '/webdav/jaures/a/b/c/deep.bin';
    expect((await client.put(deep, 'x')).status).toBe(423);
    expect((await client.put('/webdav/jaures/a/beside/free.bin', 'x')).status).toBe(201);
    expect((await client.put(deep, 'x', { If: `</webdav/jaures/a/b> (<${token}>)` })).status).toBe(201);
    expect(await client.status('LOCK', deep, { body: LOCK_BODY })).toBe(423);
    const found = await client.request('PROPFIND', deep, { headers: { Depth: '0' } });
    expect(found.body.toString()).toContain(token);
    // What holds a locked resource does not go either.
    expect(await client.status('DELETE', '/webdav/jaures/a')).toBe(423);
    // By any resource it covers.
    expect(await client.status('UNLOCK', deep, { headers: { 'Lock-Token': `<${token}>` } })).toBe(204);
    expect(await client.status('DELETE', '/webdav/jaures/a')).toBe(204);
  });

  it('of depth 0 on a collection guard its list of members, not what they hold', async () => {
    const { client } = suite;
    await client.request('MKCOL', '/webdav/jaures/d');
    await client.put('/webdav/jaures/d/member.bin', 'x');
    const headers = { Depth: '0' };
    const token = tokenOf(await client.request('LOCK', '/webdav/jaures/d', { body: LOCK_BODY, headers }));
    expect((await client.put('/webdav/jaures/d/member.bin', 'y')).status).toBe(204);
    expect((await client.put('/webdav/jaures/d/new.bin', 'y')).status).toBe(423);
    expect(await client.status('DELETE', '/webdav/jaures/d/member.bin')).toBe(423);
    expect(await client.status('DELETE', '/webdav/jaures/d', { headers: { If: `(<${token}>)` } })).toBe(204);
  });
});

describe('what is open upstream (31)', () => {
  it('#84: a listing holds the members, whatever is below them', async () => {
    await suite.client.request('MKCOL', '/webdav/jaures/tree');
    for (let i = 0; i < 5; i += 1) {
      await suite.client.request('MKCOL', `/webdav/jaures/tree/${i}`);
      await suite.client.put(`/webdav/jaures/tree/${i}/below.bin`, 'x');
    }
    for (const headers of [{}, { Depth: '1' }]) {
      const answer = await suite.client.request('PROPFIND', '/webdav/jaures/tree', { headers });
      expect(answer.body.toString().match(/<D:response>/g)).toHaveLength(6);
    }
    expect(await suite.client.status('DELETE', '/webdav/jaures/tree')).toBe(204);
  });

  it('#85: a password with colons, and a header with every sign of base64, are understood', async () => {
    const { sql } = suite.world.database;
    const [login, password] = ['emp.deux.points', 'a:b:??>>~~:'];
    await sql.run(
      `INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify)
       VALUES ($1, 'jaures', 'u1', $2, true)`,
      [login, await hashPassword(password)],
    );
    const client = new DavClient(suite.world.door.port, login, password);
    expect(client.authorization).toMatch(/[+/]/);
    expect(await client.status('GET', '/webdav/jaures/')).toBe(200);
  });

  it('#60, #115: a file that cannot be written is refused once, and counts for nothing', async () => {
    const spool = join(suite.world.storageDirectory, '.spool');
    await rename(spool, `${spool}-away`);
    for (const path of [FILE, '/webdav/jaures/EDT_31.zip']) {
      const answer = await suite.client.put(path, Buffer.alloc(3_000_000, 'x'));
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.body.toString()).toContain('rien n’a été déposé');
    }
    await rename(`${spool}-away`, spool);
    expect((await suite.client.request('GET', FILE)).body.toString()).toBe('content');
    expect(await suite.client.status('GET', '/webdav/jaures/EDT_31.zip')).toBe(404);
  });

  it.each([
    ['GET http:// HTTP/1.1', 404],
    ['GET http://[ HTTP/1.1', 404],
    ['OPTIONS * HTTP/1.1', 200],
    // Node takes no CONNECT.
    ['CONNECT evil.example:443 HTTP/1.1', undefined],
    ['PROPFIND ? HTTP/1.1', 400],
    ['MOVE /webdav/jaures/file.bin HTTP/1.1\r\nDestination: http://[::1', 502],
    ['GET /webdav/jaures/ HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade', 200],
    ['LOCK /webdav/jaures/file.bin HTTP/1.1\r\nTimeout: Second-99999999999999999999', 400],
  ])('#112: an invalid request costs its connection at most: %j is %s', async (head, status) => {
    const connection = await RawConnection.open(suite.world.door.port);
    const authorization = `Authorization: ${suite.client.authorization}`;
    connection.write(`${head}\r\nHost: x\r\n${authorization}\r\nContent-Length: 0\r\n\r\n`);
    const answer = await connection.answer();
    connection.close();
    expect(answer?.status).toBe(status);
  });
});
