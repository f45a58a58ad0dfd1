// The tolerance list, second half: what happens in the tree, and who may do it where.
import { describe, expect, it } from '@jest/globals';
import { firstRow } from '../support/rows.js';
import { DavClient, LOCK_BODY } from '../support/webdav/dav-client.js';
import { LOGIN, OTHER_LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { ToleranceSuite } from '../support/webdav/tolerance-suite.js';

const suite = ToleranceSuite.register();
const at = (file: string): string => `/webdav/jaures/${file}`;

describe('moving and copying', () => {
  it.each([
    ['an absolute path', (to: string) => to],
    ['an http URL', (to: string) => `http://ent.example${to}`],
    ['an https URL, as behind a TLS proxy', (to: string) => `https://ent.example:8443${to}`],
  ])(
    'a temporary name onto the real one, by %s and without Overwrite: one deposit',
    async (_, destination) => {
      await suite.client.put(at(`${suite.name}.part`), `bytes ${suite.name}`);
      const headers = { Destination: destination(at(`${suite.name}.zip`)) };
      expect(await suite.client.status('MOVE', at(`${suite.name}.part`), { headers })).toBe(201);
      expect(await suite.newDeposits()).toBe(1);
      expect(await suite.client.status('GET', at(`${suite.name}.part`))).toBe(404);

      await suite.client.put(at(`${suite.name}.part`), `more ${suite.name}`);
      expect(await suite.client.status('MOVE', at(`${suite.name}.part`), { headers })).toBe(204);
      expect(await suite.newDeposits()).toBe(2);
      expect((await suite.world.deposits()).at(-1)).toMatchObject({
        storedSha256: sha256Of(`more ${suite.name}`),
      });
    },
  );

  it('onto an existing name with Overwrite: F is refused and changes nothing', async () => {
    await suite.client.put(at(`${suite.name}.part`), 'a');
    await suite.client.put(at(`${suite.name}.bak`), 'b');
    const headers = { Destination: at(`${suite.name}.bak`), Overwrite: 'F' };
    expect(await suite.client.status('MOVE', at(`${suite.name}.part`), { headers })).toBe(412);
    expect(await suite.client.status('COPY', at(`${suite.name}.part`), { headers })).toBe(412);
    expect((await suite.client.request('GET', at(`${suite.name}.bak`))).body.toString()).toBe('b');
  });

  it('a copy onto a deposit name is one deposit, with bytes of its own', async () => {
    await suite.client.put(at(`${suite.name}.part`), `copied ${suite.name}`);
    const headers = { Destination: at(`lycee/${suite.name}.xml`) };
    expect(await suite.client.status('COPY', at(`${suite.name}.part`), { headers })).toBe(201);
    expect(await suite.newDeposits()).toBe(1);
    expect((await suite.world.deposits()).at(-1)).toMatchObject({
      establishment: 'jaures/lycee',
      storedSha256: sha256Of(`copied ${suite.name}`),
    });
    expect((await suite.client.request('GET', at(`${suite.name}.part`))).body.toString()).toBe(
      `copied ${suite.name}`,
    );
    // A deposit copied again, into the other establishment.
    const other = { Destination: at(`college/${suite.name}.xml`) };
    expect(await suite.client.status('COPY', at(`lycee/${suite.name}.xml`), { headers: other })).toBe(201);
    expect((await suite.world.deposits()).at(-1)).toMatchObject({
      establishment: 'jaures/college',
      storedSha256: sha256Of(`copied ${suite.name}`),
    });
  });

  it('a deposit that is only renamed is not deposited again', async () => {
    await suite.client.put(at(`${suite.name}.zip`), suite.name);
    expect(
      await suite.client.status('MOVE', at(`${suite.name}.zip`), {
        headers: { Destination: at(`${suite.name}-2.zip`) },
      }),
    ).toBe(201);
    expect(await suite.newDeposits()).toBe(1);
    expect((await suite.client.request('GET', at(`${suite.name}-2.zip`))).body.toString()).toBe(suite.name);
  });

  it('makes collections inside the campus, and refuses existing ones', async () => {
    expect(await suite.client.status('MKCOL', at(suite.name))).toBe(201);
    expect(await suite.client.status('MKCOL', at(suite.name))).toBe(405);
    expect(await suite.client.status('MKCOL', at(`${suite.name}/deeper`))).toBe(201);
    for (const existing of ['/webdav/jaures', '/webdav/jaures/', '/webdav/jaures/lycee/']) {
      expect(await suite.client.status('MKCOL', existing)).toBe(405);
    }
    const deeper = await suite.client.request('MKCOL', at(`${suite.name}/missing/deeper`));
    expect(deeper.status).toBe(409);
    expect(deeper.body.toString()).toContain('Le dossier de destination n’existe pas');
  });

  it('makes none below a file: 409, and a sentence', async () => {
    await suite.client.put(at(`${suite.name}.tmp`), 'x');
    for (const below of [`${suite.name}.tmp/dir`, `${suite.name}.tmp/dir/deeper`]) {
      const answer = await suite.client.request('MKCOL', at(below));
      expect([below, answer.status]).toEqual([below, 409]);
      expect(answer.body.toString()).toContain('Le dossier de destination n’existe pas');
    }
  });
});

describe('entity tags', () => {
  it.each([
    ['DELETE', {}],
    ['PROPPATCH', {}],
    ['MOVE', { Destination: at('elsewhere.tmp') }],
    ['COPY', { Destination: at('elsewhere.tmp') }],
    ['PUT', {}],
  ])('stand against %s when the file is another than the client thinks', async (verb, more) => {
    const file = at(`${suite.name}.tmp`);
    const etag = (await suite.client.put(file, suite.name)).headers['etag'] ?? '';
    const body = verb === 'PROPPATCH' ? '<propertyupdate xmlns="DAV:"/>' : 'x';
    const act = (condition: Record<string, string>): Promise<number> =>
      suite.client.status(verb, file, { body, headers: { ...more, ...condition } });
    for (const condition of [
      { 'If-Match': '"other"' },
      { 'If-None-Match': '*' },
      { 'If-None-Match': etag },
    ]) {
      expect([condition, await act(condition)]).toEqual([condition, 412]);
    }
    expect((await suite.client.request('GET', file)).body.toString()).toBe(suite.name);
    expect(await act({ 'If-Match': `"other", ${etag}`, 'If-None-Match': '"other"' })).toBeLessThan(300);
    await suite.client.request('DELETE', at('elsewhere.tmp'));
  });

  it('are looked at last: what is not there is 404, what may not go is 403', async () => {
    const headers = { 'If-Match': '*' };
    expect(await suite.client.status('DELETE', at(`lycee/${suite.name}`), { headers })).toBe(404);
    expect(await suite.client.status('DELETE', at('lycee'), { headers })).toBe(403);
    expect(await suite.client.status('PUT', at(suite.name), { body: 'x', headers })).toBe(412);
    expect(await suite.client.status('PUT', at('nowhere/x'), { body: 'x', headers })).toBe(403);
    await suite.client.request('MKCOL', at(suite.name));
    expect(await suite.client.status('DELETE', at(suite.name), { headers })).toBe(204);
  });
});

describe('reading back and deleting', () => {
  it('gives back what was just deposited: whole, by its head, by one range', async () => {
    await suite.client.put(at(`${suite.name}.zip`), '0123456789');
    const whole = await suite.client.request('GET', at(`${suite.name}.zip`));
    expect(whole).toMatchObject({
      status: 200,
      headers: { 'content-length': '10', 'content-type': 'application/zip' },
    });
    expect(whole.body.toString()).toBe('0123456789');
    const head = await suite.client.request('HEAD', at(`${suite.name}.zip`));
    expect(head).toMatchObject({
      status: 200,
      headers: { 'content-length': '10', etag: whole.headers['etag'] },
    });
    const part = await suite.client.request('GET', at(`${suite.name}.zip`), {
      headers: { Range: 'bytes=2-4' },
    });
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 2-4/10' } });
    expect(part.body.toString()).toBe('234');
    expect(
      await suite.client.status('GET', at(`${suite.name}.zip`), { headers: { Range: 'bytes=10-' } }),
    ).toBe(416);
    expect(await suite.client.status('GET', '/webdav/jaures/')).toBe(200);
    expect(await suite.client.status('GET', at('absent.zip'))).toBe(404);
  });

  it('hides what is deleted; the deposit and its bytes stay', async () => {
    await suite.client.put(at(`${suite.name}.zip`), suite.name);
    expect(await suite.client.status('DELETE', at(`${suite.name}.zip`))).toBe(204);
    expect(await suite.client.status('GET', at(`${suite.name}.zip`))).toBe(404);
    expect(await suite.client.status('DELETE', at(`${suite.name}.zip`))).toBe(404);
    expect((await suite.world.deposits()).at(-1)).toMatchObject({
      fileName: `${suite.name}.zip`,
      storedSha256: sha256Of(suite.name),
    });
  });

  it('never lets go of the campus or an establishment', async () => {
    for (const fixed of ['/webdav/jaures/', '/webdav/jaures/lycee', '/webdav/jaures/lycee/']) {
      expect(await suite.client.status('DELETE', fixed)).toBe(403);
      expect(await suite.client.status('MOVE', fixed, { headers: { Destination: at('elsewhere') } })).toBe(
        403,
      );
    }
    await suite.client.put(at(`${suite.name}.tmp`), 'x');
    expect(
      await suite.client.status('MOVE', at(`${suite.name}.tmp`), { headers: { Destination: at('lycee') } }),
    ).toBe(403);
    expect(await suite.client.status('LOCK', '/webdav/jaures/', { body: LOCK_BODY })).toBe(403);
  });
});

describe('addresses', () => {
  it('of one resource in many spellings lead to it, never to a redirection', async () => {
    expect((await suite.client.put(at(`${suite.name}%C3%A9.zip`), suite.name)).status).toBe(201);
    for (const path of [
      `//webdav//jaures//${suite.name}%C3%A9.zip`,
      `/webdav/jaures/${suite.name}%c3%a9.zip/`,
      `/webdav/jaures/${suite.name}%E9.zip`,
      `/%77ebdav/jaures/${suite.name}%c3%a9%2ezip`,
      `http://ent.example/webdav/jaures/${suite.name}%c3%a9.zip`,
      `/webdav/jaures/${suite.name}%c3%a9.zip?x=1`,
    ]) {
      const answer = await suite.client.request('GET', path);
      expect([path, answer.status, answer.body.toString()]).toEqual([path, 200, suite.name]);
    }
    expect((await suite.client.put(`//webdav/jaures//${suite.name}%e9.zip/`, suite.name)).status).toBe(204);
    expect(await suite.newDeposits()).toBe(1);
  });

  it.each([
    ['another campus', '/webdav/hugo/EDT.zip', 403, 'Ce compte ne donne pas accès'],
    ['a campus that does not exist', '/webdav/nowhere/EDT.zip', 403, 'Ce compte ne donne pas accès'],
    [
      'an establishment that does not exist',
      '/webdav/jaures/nowhere/EDT.zip',
      403,
      'Aucun établissement « nowhere »',
    ],
    ['no file name', '/webdav/jaures/', 405, 'ajoutez le nom du fichier'],
    ['an establishment without file name', '/webdav/jaures/lycee', 405, 'ajoutez le nom du fichier'],
    ['outside the door', '/dav/jaures/EDT.zip', 404, 'commence par /webdav/'],
    ['the root', '/EDT.zip', 404, 'commence par /webdav/'],
  ])('with %s are refused in one French sentence', async (_, path, status, sentence) => {
    const answer = await suite.client.put(path, 'x');
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(answer.body.toString()).toContain(sentence);
    expect(answer.headers['location']).toBeUndefined();
    expect(await suite.newDeposits()).toBe(0);
  });

  it.each([
    ['PROPFIND', 'nowhere', 404, 'ni établissement, ni dossier, ni fichier « nowhere »'],
    ['PROPFIND', 'nowhere/EDT.zip', 404, 'ni établissement, ni dossier, ni fichier « nowhere »'],
    ['GET', 'nowhere/EDT.zip', 404, 'ni établissement, ni dossier, ni fichier « nowhere »'],
    ['PROPFIND', 'lycee/EDT.zip', 404, 'n’est pas (ou plus) ici'],
    ['MKCOL', 'nowhere/dir', 403, 'Aucun établissement « nowhere »'],
    ['LOCK', 'nowhere/EDT.zip', 403, 'Aucun établissement « nowhere »'],
  ])('where nothing is are said to be wrong where they are: %s %s', async (verb, path, status, sentence) => {
    const body = verb === 'LOCK' ? LOCK_BODY : '';
    const answer = await suite.client.request(verb, at(path), { body });
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toContain(sentence);
  });

  it('of a collection that is no establishment take a timetable, and say that it is not deposited', async () => {
    // As rclone does with an address whose establishment is misspelt.
    expect(await suite.client.status('PROPFIND', at(`${suite.name}-lycees/`))).toBe(404);
    expect(await suite.client.status('MKCOL', at(`${suite.name}-lycees/`))).toBe(201);
    const put = await suite.client.put(at(`${suite.name}-lycees/EDT.zip`), 'x');
    expect(put).toMatchObject({ status: 201, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(put.body.toString()).toContain('non déposé : il ne sera pas importé');
    expect((await suite.client.put(at(`${suite.name}-lycees/EDT.part`), 'x')).body.length).toBe(0);
    // As curl does with an address whose establishment is misspelt and that does not end in a slash.
    const unnamed = await suite.client.put(at(`${suite.name}-lycee`), 'x');
    expect(unnamed.status).toBe(201);
    expect(unnamed.body.toString()).toContain(`sous le nom « ${suite.name}-lycee », mais non déposé`);
    expect((await suite.client.put(at(`${suite.name}-lycees/EDT_2.zip`), '')).body.length).toBe(0);
    expect((await suite.client.put(at(`lycee/${suite.name}.zip`), suite.name)).body.length).toBe(0);
    expect(await suite.newDeposits()).toBe(1);
    const listing = async (path: string): Promise<string> =>
      (await suite.client.request('GET', path)).body.toString();
    expect(await listing(at(`${suite.name}-lycees/`))).toMatch(/^Dossier de travail .* n’est pas importé/);
    expect(await listing(at(''))).toContain(`${suite.name}-lycees/ (dossier de travail, non importé)\n`);
    expect(await listing(at(''))).toContain('\nlycee/\n');
    expect(await listing(at('lycee/'))).toMatch(/^Dossier de dépôt /);
  });

  it('of another campus are closed to an account, whatever the verb', async () => {
    const stranger = new DavClient(suite.world.door.port, OTHER_LOGIN, PASSWORD);
    await suite.client.put(at(`${suite.name}.zip`), suite.name);
    for (const [verb, headers] of [
      ['GET', {}],
      ['HEAD', {}],
      ['PROPFIND', { Depth: '1' }],
      ['PROPPATCH', {}],
      ['DELETE', {}],
      ['MKCOL', {}],
      ['LOCK', {}],
      ['UNLOCK', { 'Lock-Token': '<x>' }],
      ['COPY', { Destination: '/webdav/hugo/stolen.zip' }],
      ['MOVE', { Destination: '/webdav/hugo/stolen.zip' }],
    ] as const) {
      expect([verb, await stranger.status(verb, at(`${suite.name}.zip`), { headers })]).toEqual([verb, 403]);
    }
    await stranger.put('/webdav/hugo/own.zip', 'own');
    for (const verb of ['COPY', 'MOVE']) {
      expect(
        await stranger.status(verb, '/webdav/hugo/own.zip', { headers: { Destination: at('planted.zip') } }),
      ).toBe(403);
    }
    expect((await suite.client.request('GET', at(`${suite.name}.zip`))).body.toString()).toBe(suite.name);
    expect(await suite.client.status('GET', at('planted.zip'))).toBe(404);
  });
});

describe('accounts', () => {
  it('wrong: one sentence that says what to do', async () => {
    const answer = await new DavClient(suite.world.door.port, LOGIN, 'wrong').put(
      at(`${suite.name}.zip`),
      'x',
    );
    expect(answer.status).toBe(401);
    expect(answer.body.toString()).toContain('Identifiant ou mot de passe incorrect');
  });

  it('deleted, renewed or suspended: in force at the next request', async () => {
    expect(await suite.client.status('PROPFIND', '/webdav/jaures/')).toBe(207);
    const { sql } = suite.world.database;
    await sql.run(`UPDATE ent_user SET absent_since = now() WHERE ent_id = 'u1'`);
    const suspended = await suite.client.put(at(`${suite.name}.zip`), 'x');
    expect(suspended.status).toBe(403);
    expect(suspended.body.toString()).toContain('suspendu');
    await sql.run(`UPDATE ent_user SET absent_since = NULL WHERE ent_id = 'u1'`);
    await sql.run('UPDATE deposit_account SET deleted_at = now() WHERE login = $1', [LOGIN]);
    expect(await suite.client.status('PROPFIND', '/webdav/jaures/')).toBe(401);
    await sql.run('UPDATE deposit_account SET deleted_at = NULL WHERE login = $1', [LOGIN]);
    expect(await suite.client.status('PROPFIND', '/webdav/jaures/')).toBe(207);
    expect(await suite.newDeposits()).toBe(0);
  });

  it('keep when, from where and with which program they were last used', async () => {
    await suite.client.request('PROPFIND', '/webdav/jaures/', {
      headers: { 'User-Agent': 'EDT 2026', 'X-Forwarded-For': '203.0.113.9' },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(
      await firstRow(
        suite.world.database.sql,
        'SELECT last_address, last_user_agent FROM deposit_account WHERE login = $1',
        [LOGIN],
      ),
    ).toEqual({ last_address: '203.0.113.9', last_user_agent: 'EDT 2026' });
  });
});
