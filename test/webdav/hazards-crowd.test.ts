// Clients that want more than their share: requests sent ahead without end, names without shape, uploads and names reserved
// without end, locks left behind. The door has a small heap.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCK_BODY, tokenOf } from '../support/webdav/dav-client.js';
import { OTHER_LOGIN } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';
import { FILE, HazardSuite } from '../support/webdav/hazard-suite.js';
import { exchange, RawConnection } from '../support/webdav/raw-http.js';

const UPLOADS_PER_ACCOUNT = 3;
const suite = HazardSuite.register(undefined, {
  NODE_OPTIONS: '--max-old-space-size=96',
  DEPOSIT_UPLOADS_PER_ACCOUNT: String(UPLOADS_PER_ACCOUNT),
});

const open = (): Promise<RawConnection> => RawConnection.open(suite.world.door.port);
const at = (name: string): string => `/webdav/jaures/${name}`;

const AT_JAURES = `campus_code = 'jaures', user_ent_id = 'u1'`;
const AT_HUGO = `campus_code = 'hugo', user_ent_id = 'u2'`;

/** Of the other account. */
const change = (what: string): Promise<number> =>
  suite.world.database.sql.run(`UPDATE deposit_account SET ${what} WHERE login = $1`, [OTHER_LOGIN]);

describe('requests sent ahead without end', () => {
  it.each([
    ['that need nobody to answer', 'OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['without credentials', 'PROPFIND /webdav/ HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['of health', 'GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['with long headers', `OPTIONS / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(8_000)}\r\n\r\n`],
  ])('%s cost the door no more than it can spare', async (_, request) => {
    const flood = Buffer.from(request.repeat(Math.ceil(1_000_000 / request.length)));
    const connections = await Promise.all(Array.from({ length: 8 }, open));
    const until = performance.now() + 3_000;
    await Promise.all(
      connections.map(async ({ socket }) => {
        while (performance.now() < until && !socket.destroyed) {
          if (socket.writableLength < flood.length) socket.write(flood);
          await sleep(5);
        }
      }),
    );
    expect(await suite.client.status('OPTIONS', '/')).toBe(200);
    for (const connection of connections) connection.close();
  });
});

describe('a name that decodes to nothing', () => {
  it.each(['%EF%BB%BF', '%E2%80%8B', '%20', '...', '%C0%AE%C0%AE'])(
    'is no way to a campus or an establishment: %s',
    async (name) => {
      await suite.client.put(at('vide.bin'), 'x');
      for (const verb of ['MOVE', 'COPY'])
        for (const place of [name, `lycee/${name}`, `${name}/lycee`]) {
          const headers = { Destination: at(place) };
          expect(await suite.client.status(verb, at('vide.bin'), { headers })).toBe(400);
        }
      for (const verb of ['PUT', 'MKCOL', 'DELETE', 'LOCK', 'PROPFIND'])
        expect(await suite.client.status(verb, at(name))).toBe(400);
      expect(await suite.client.status('DELETE', at('vide.bin'))).toBe(204);
      expect(await suite.client.status('PROPFIND', at('lycee/'), { headers: { Depth: '0' } })).toBe(207);
    },
  );
});

describe('a body that nobody needs', () => {
  it.each([
    ['OPTIONS', '/'],
    ['GET', '/healthz'],
    ['GET', '/metrics'],
    ['GET', FILE],
    ['HEAD', FILE],
    ['UNLOCK', FILE],
    ['DELETE', at('absent')],
  ])('is read to its end when it is short, and refused when it is not: %s %s', async (verb, path) => {
    const isHead = verb === 'HEAD';
    const short = await open();
    short.send(suite.authorized(`${verb} ${path}`, 'Content-Length: 5'), 'hello');
    expect((await short.answer({ isHead }))?.status).not.toBe(413);
    short.send(suite.authorized('OPTIONS /'));
    expect((await short.answer())?.status).toBe(200);
    short.close();

    const announced = await exchange(
      suite.world.door.port,
      suite.authorized(`${verb} ${path}`, 'Content-Length: 10000000000'),
    );
    expect(announced).toMatchObject({ status: 413, headers: { connection: 'close' } });

    const chunked = await open();
    chunked.send(suite.authorized(`${verb} ${path}`, 'Transfer-Encoding: chunked'));
    const piece = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    for (let i = 0; i < 2_000 && !chunked.isClosed; i += 1) {
      chunked.write(piece);
      if (i % 50 === 0) await sleep(1);
    }
    expect(await chunked.closed()).toBe(true);
  });
});

describe('uploads of one account', () => {
  it('are so many at once; one more is told when to come back, and the others end well', async () => {
    const body = Buffer.alloc(200_000, 'x');
    const connections = await Promise.all(Array.from({ length: UPLOADS_PER_ACCOUNT }, open));
    for (const [i, connection] of connections.entries())
      connection.send(
        suite.authorized(`PUT ${at(`foule-${i}.bin`)}`, `Content-Length: ${body.length}`),
        body.subarray(1),
      );
    expect(
      await eventually(async () => (await suite.world.spooledFiles()).length === 1 + connections.length),
    ).toBe(true);
    const refused = await suite.client.put(at('foule.zip'), 'x');
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '10' } });
    expect(refused.body.toString()).toMatch(/^Ce compte envoie trop de fichiers à la fois/);
    expect((await suite.world.client(OTHER_LOGIN).put('/webdav/hugo/a.bin', 'x')).status).toBe(201);
    expect(await suite.world.client(OTHER_LOGIN).status('DELETE', '/webdav/hugo/a.bin')).toBe(204);
    for (const [i, connection] of connections.entries()) {
      connection.write('x');
      expect((await connection.answer())?.status).toBe(201);
      connection.close();
      expect(await suite.client.status('DELETE', at(`foule-${i}.bin`))).toBe(204);
    }
  });
});

describe('a name that will be no deposit', () => {
  it.each(['EDT.zip%20', 'EDT.zip.', 'a.7z', 'a.zip.part', 'lycee/EDT.ZIP.'])(
    'is told so: %s',
    async (name) => {
      const answer = await suite.client.put(at(name), 'x');
      expect(answer.status).toBe(201);
      expect(answer.body.toString()).toMatch(/mais non déposé : il ne sera pas importé/);
      expect(await suite.client.status('DELETE', at(name))).toBe(204);
    },
  );
});

describe('locks left behind', () => {
  it('by a program that died go to it when it comes back, but not while it lives', async () => {
    const living = await open();
    living.send(suite.authorized(`LOCK ${FILE}`, `Content-Length: ${LOCK_BODY.length}`), LOCK_BODY);
    expect((await living.answer())?.status).toBe(200);
    expect(await suite.client.status('LOCK', FILE, { body: LOCK_BODY })).toBe(423);
    living.close();
    let token = '';
    await eventually(async () => {
      const again = await suite.client.request('LOCK', FILE, { body: LOCK_BODY });
      token = tokenOf(again);
      return again.status === 200;
    });
    expect((await suite.client.put(FILE, 'content', { If: `(<${token}>)` })).status).toBe(204);
    expect(await suite.client.status('UNLOCK', FILE, { headers: { 'Lock-Token': token } })).toBe(204);
  });

  it('by a program that died behind a proxy, whose connection stays, go to it when it comes back', async () => {
    const from = (address: string) => ({ 'X-Forwarded-For': address, 'User-Agent': 'EDT' });
    const proxy = await open();
    const lines = Object.entries(from('198.51.100.7')).map(([name, value]) => `${name}: ${value}`);
    const length = `Content-Length: ${LOCK_BODY.length}`;
    proxy.send(suite.authorized(`LOCK ${FILE}`, length, ...lines), LOCK_BODY);
    expect((await proxy.answer())?.status).toBe(200);
    const lock = (address: string) =>
      suite.client.request('LOCK', FILE, { body: LOCK_BODY, headers: from(address) });
    expect((await lock('198.51.100.8')).status).toBe(423);
    const again = await lock('198.51.100.7');
    expect(again.status).toBe(200);
    proxy.close();
    const headers = { 'Lock-Token': `<${tokenOf(again)}>` };
    expect(await suite.client.status('UNLOCK', FILE, { headers })).toBe(204);
  });

  it.each([
    ['deleted', 'deleted_at = now()'],
    ['of another campus now', AT_HUGO],
  ])('by an account that is %s are nobody’s', async (_, close) => {
    await change(AT_JAURES);
    const other = suite.world.client(OTHER_LOGIN);
    expect(await other.status('LOCK', FILE, { body: LOCK_BODY })).toBe(200);
    expect((await suite.client.put(FILE, 'content')).status).toBe(423);
    await change(close);
    expect((await suite.client.put(FILE, 'content')).status).toBe(204);
    await change(`${AT_HUGO}, deleted_at = NULL`);
  });

  it('as names reserved by one account close no lock to another', async () => {
    await change(AT_JAURES);
    const other = suite.world.client(OTHER_LOGIN);
    for (let i = 0; i < 210; i += 1) {
      const token = tokenOf(await other.request('LOCK', at(`nom-${i}`), { body: LOCK_BODY }));
      await other.request('UNLOCK', at(`nom-${i}`), { headers: { 'Lock-Token': `<${token}>` } });
    }
    const mine = await suite.client.request('LOCK', at('le-mien.zip'), { body: LOCK_BODY });
    expect(mine.status).toBe(201);
    const headers = { If: `(<${tokenOf(mine)}>)` };
    expect(await suite.client.status('DELETE', at('le-mien.zip'), { headers })).toBe(204);
    await change(AT_HUGO);
  });
});
