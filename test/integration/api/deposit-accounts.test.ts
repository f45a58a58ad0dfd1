// Deposit accounts: who may push files, with which secret, told by which mail.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEPOSITOR_LINK_DAYS, signDepositor } from '@timetable/notifications/depositor-token';
import { DepositAccountRepository, verifyPassword } from '@timetable/persistence';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareCampus, declareSchool, openSchoolYear } from '../../support/campus.js';
import type { Answer } from '../../support/rest-call.js';
import { at, textAt } from '../../support/json-at.js';
import { once } from '../../support/once.js';
import { firstRow, rowsOf } from '../../support/rows.js';

const STORED = z.object({ hash: z.string(), version: z.number() });

const PATH = '/campuses/CITE/deposit-accounts';
const URLS = [
  { label: 'Tous les établissements', url: 'https://depot.example.org/webdav/CITE/' },
  { label: 'Collège', url: 'https://depot.example.org/webdav/CITE/college/' },
  { label: 'Lycée', url: 'https://depot.example.org/webdav/CITE/lycee/' },
];

let api: TestApi;
let tooEarly: Answer;
beforeAll(async () => {
  api = await startTestApi({ DEPOSIT_PUBLIC_URL: 'https://depot.example.org' });
  await declareCampus(api, 'CITE', [
    { code: 'college', uai: '0134567A', name: 'Collège' },
    { code: 'lycee', uai: '0134568B', name: 'Lycée' },
  ]);
  await api.send('PUT', '/campuses/CITE/directory', {
    users: [
      ['u1', 'Élise', 'Durand'],
      ['u2', 'Elise', 'DURAND'],
      ['u3', 'Jean-Pierre', 'D’Angelo'],
      ['u4', 'Ana', 'Lopez'],
      ['u5', 'Marc', 'Petit'],
      ['u6', 'Zoé', 'Roux'],
    ].map(([id, firstName, lastName]) => ({ id, firstName, lastName, email: `${id ?? ''}@example.org` })),
  });
  tooEarly = await create('u1');
  await openSchoolYear(api, 'CITE');
});
afterAll(() => api.stop());

const create = (userId: string) => api.send('POST', PATH, { userId, notify: true });
const stored = (login: string) =>
  api.database.sql.first(
    STORED,
    'SELECT password_hash AS hash, version FROM deposit_account WHERE login = $1',
    [login],
  );

const created = once(async () => {
  const first = await create('u1');
  return {
    first,
    account: await stored('emp.elise.durand'),
    told: await rowsOf(
      api.database.sql,
      `SELECT channel, recipient_email AS email, data FROM notification WHERE kind = 'access'`,
    ),
    homonym: await create('u2'),
    accented: await create('u3'),
    again: await create('u1'),
    unknown: await create('nobody'),
    others: [await create('u4'), await create('u5')],
    sixth: await create('u6'),
  };
});

const listed = once(async () => {
  await created();
  await api.database.sql.run(
    `UPDATE deposit_account SET last_used_at = '2026-11-20T07:00:00Z', last_address = '192.0.2.1',
            last_user_agent = 'Mozilla/3.0 (compatible; Indy Library)' WHERE login = 'emp.marc.petit'`,
  );
  await api.database.sql.run(`UPDATE ent_user SET absent_since = now() WHERE ent_id = 'u4'`);
  const first = await api.get(`${PATH}?limit=3`);
  return {
    all: await api.get(PATH),
    first,
    second: await api.get(`${PATH}?limit=3&cursor=${textAt(first.body, 'nextCursor')}`),
  };
});

const changed = once(async () => {
  await listed();
  return api.send('PATCH', `${PATH}/emp.marc.petit`, { notify: false });
});

const renewed = once(async () => {
  await changed();
  const before = await stored('emp.marc.petit');
  const { body } = await api.send('POST', `${PATH}/emp.marc.petit/password`);
  return {
    before,
    body,
    after: await stored('emp.marc.petit'),
    told: await rowsOf(
      api.database.sql,
      `SELECT data FROM notification WHERE recipient_login = 'emp.marc.petit' ORDER BY id`,
    ),
  };
});

/** What stays of an account, its deposits having been under way when it was deleted. */
async function keptOf(login: string) {
  await new DepositAccountRepository(api.database).touch({
    ...{ login, at: new Date(), address: '192.0.2.1', userAgent: 'EDT' },
  });
  return firstRow(
    api.database.sql,
    `SELECT password_hash AS hash, last_used_at AS used, last_address AS address, last_user_agent AS program
       FROM deposit_account WHERE login = $1`,
    [login],
  );
}

const deleted = once(async () => {
  await renewed();
  return {
    statuses: [
      (await api.send('DELETE', `${PATH}/emp.marc.petit`)).status,
      (await api.send('DELETE', `${PATH}/emp.marc.petit`)).status,
      (await api.send('PATCH', `${PATH}/emp.marc.petit`, { notify: true })).status,
      (await api.send('POST', `${PATH}/emp.marc.petit/password`)).status,
    ],
    left: await api.get(PATH),
    kept: await keptOf('emp.marc.petit'),
    again: await create('u5'),
    all: await api.get(PATH),
  };
});

describe('deposit accounts', () => {
  it('wait for the first import', () => {
    expect([tooEarly.status, at(tooEarly.body, 'code')]).toEqual([409, 'first_import_required']);
  });

  it('are made with a login from the name, a password shown once and the addresses', async () => {
    const { first, account, told } = await created();
    const { status, body } = first;
    expect(status).toBe(201);
    expect(body).toEqual({
      login: 'emp.elise.durand',
      password: expect.stringMatching(/^[A-Za-z0-9._-]{16,}$/),
      urls: URLS,
      completeUrls: URLS.map(({ label, url }) => ({
        label,
        url: url.replace('//', `//emp.elise.durand:${textAt(body, 'password')}@`),
      })),
    });
    expect(await verifyPassword(textAt(body, 'password'), account?.hash ?? '')).toBe(true);

    const data = {
      ...{ userName: 'Élise Durand', campusName: expect.any(String), login: 'emp.elise.durand' },
      ...{ password: textAt(body, 'password'), urls: URLS, renewed: false },
      formats: ['edt', 'udt', 'sts'],
    };
    expect(told).toEqual([{ channel: 'mail', email: 'u1@example.org', data }]);
  });

  it('number homonyms and fold accents', async () => {
    const { homonym, accented } = await created();
    expect(at(homonym.body, 'login')).toBe('emp.elise.durand2');
    expect(at(accented.body, 'login')).toBe('emp.jean-pierre.d-angelo');
  });

  it('are one per user, for users of the directory, five at most', async () => {
    const { again, unknown, sixth } = await created();
    expect(at(again.body, 'code')).toBe('account_exists');
    expect(at(unknown.body, 'code')).toBe('unknown_user');
    expect([sixth.status, at(sixth.body, 'code')]).toEqual([409, 'too_many_accounts']);
    expect(at(sixth.body, 'detail')).toMatch('5 comptes d’accès, le maximum');
  });

  it('are listed with their last use, suspended when the person has left the directory', async () => {
    const { body } = (await listed()).all;
    expect(at(body, 'total')).toBe(5);
    expect(at(body, 'items.3')).toMatchObject({ login: 'emp.ana.lopez', suspended: true, lastUse: null });
    expect(at(body, 'items.4')).toMatchObject({
      login: 'emp.marc.petit',
      userId: 'u5',
      notify: true,
      suspended: false,
      lastUse: {
        at: '2026-11-20T07:00:00.000Z',
        address: '192.0.2.1',
        program: 'Mozilla/3.0 (compatible; Indy Library)',
      },
    });
  });

  it('are listed page by page', async () => {
    const { first, second } = await listed();
    expect(at(first.body, 'items')).toHaveLength(3);
    expect(at(second.body, 'items.1.login')).toBe('emp.marc.petit');
    expect(second.body).toMatchObject({ nextCursor: null, total: 5 });
  });

  it('change their notification box', async () => {
    const { body } = await changed();
    expect(body).toMatchObject({ login: 'emp.marc.petit', notify: false });
  });

  it('get a new password, in force at once and sent again', async () => {
    const { before, body, after, told } = await renewed();
    expect(after?.version).toBe((before?.version ?? 0) + 1);
    expect(await verifyPassword(textAt(body, 'password'), after?.hash ?? '')).toBe(true);
    expect(told).toHaveLength(2);
    expect(at(told, '1.data')).toMatchObject({ renewed: true, password: textAt(body, 'password') });
  });

  it('are deleted, leave room for another, and come back under the same login', async () => {
    const { statuses, left, kept, again, all } = await deleted();
    expect(statuses).toEqual([204, 404, 404, 404]);
    expect(kept).toEqual({ hash: '', used: null, address: null, program: null });
    expect(at(left.body, 'total')).toBe(4);
    expect(at(again.body, 'login')).toBe('emp.marc.petit');
    // As new: whoever used the former one, and from where, says nothing of this one.
    expect(at(all.body, 'items.4')).toMatchObject({ login: 'emp.marc.petit', lastUse: null });
  });

  it('belong to their campus: another one does not see them', async () => {
    await created();
    await declareSchool(api, 'OTHER', '0134569C');
    expect((await api.send('DELETE', '/campuses/OTHER/deposit-accounts/emp.ana.lopez')).status).toBe(404);
  });

  it('leave a trace of who did what, without any name but the login', async () => {
    await deleted();
    const rows = await rowsOf(
      api.database.sql,
      `SELECT action, actor, subject FROM audit WHERE action LIKE 'deposit_account%' AND subject = 'emp.marc.petit' ORDER BY id`,
    );
    expect(at(rows, '*.action')).toEqual([
      'deposit_account.created',
      'deposit_account.changed',
      'deposit_account.password_changed',
      'deposit_account.deleted',
      'deposit_account.created',
    ]);
  });
});

describe('the pages of a depositor', () => {
  const LOGIN = 'emp.zoe.roux';
  const signIn = (version: number, now?: Date) =>
    signDepositor(api.secret, 'depositor-link', { login: LOGIN, version }, now);
  const open = (link: string) => api.call('POST', '/depositor/session', { json: { link } });
  const as = (method: string, path: string, { headers }: Answer) =>
    api.call(method, `/depositor/${path}`, {
      headers: { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' },
    });

  /** One account for these tests, in place of one that others are done with. */
  const holder = once(async () => {
    await deleted();
    await api.send('DELETE', `${PATH}/emp.elise.durand2`);
    await create('u6');
    return { version: (await stored(LOGIN))?.version ?? 0 };
  });

  it('open by the link of their mail, and by nothing older, forged or of another password', async () => {
    const { version } = await holder();
    const opened = await open(await signIn(version));
    expect([opened.status, opened.body]).toEqual([
      200,
      {
        ...{ login: LOGIN, name: 'Zoé Roux', campusName: expect.any(String), timeZone: 'Europe/Paris' },
        formats: ['edt', 'udt', 'sts'],
      },
    ]);
    expect(opened.headers.getSetCookie()[0]).toMatch(
      /^depositor=[^;]+; Max-Age=3600; Path=\/;.* HttpOnly; SameSite=Lax$/,
    );
    const weekAgo = new Date(Date.now() - DEPOSITOR_LINK_DAYS * 24 * 60 * 60 * 1000);
    for (const link of [await signIn(version, weekAgo), await signIn(version + 1), 'not.a.link']) {
      const { status, body } = await open(link);
      expect([status, at(body, 'code')]).toEqual([401, 'link_expired']);
      expect(at(body, 'detail')).toContain(
        'demandez au gestionnaire de vie scolaire un nouveau mot de passe',
      );
    }
  });

  it('list their own deposits, and say what becomes of them', async () => {
    const { version } = await holder();
    const session = await open(await signIn(version));
    expect((await as('GET', 'deposits', session)).body).toEqual({ items: [], nextCursor: null, total: 0 });
    expect(at((await as('GET', 'session', session)).body, 'login')).toBe(LOGIN);
  });

  it('give a new password once, which ends the link and the other sessions, and refuse other sites', async () => {
    const { version } = await holder();
    const link = await signIn(version);
    const [session, other] = [await open(link), await open(link)];
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const led = await api.call('POST', '/depositor/password', {
      headers: { cookie, 'sec-fetch-site': 'cross-site' },
    });
    expect(led.status).toBe(403);
    const answer = await as('POST', 'password', session);
    expect([answer.status, at(answer.body, 'login')]).toEqual([200, LOGIN]);
    const account = await stored(LOGIN);
    expect(await verifyPassword(textAt(answer.body, 'password'), account?.hash ?? '')).toBe(true);
    expect((await as('GET', 'deposits', other)).status).toBe(401);
    expect((await open(link)).status).toBe(401);
    // Who asked for it stays.
    expect((await as('GET', 'deposits', answer)).status).toBe(200);
    const [audit] = await rowsOf(
      api.database.sql,
      `SELECT actor, subject FROM audit WHERE action = 'deposit_account.password_changed' ORDER BY id DESC`,
    );
    expect(audit).toEqual({ actor: LOGIN, subject: LOGIN });
  });

  it('give no more than ten new passwords in ten minutes, and say in French for how long', async () => {
    await holder();
    let session = await open(await signIn((await stored(LOGIN))?.version ?? 0));
    let answer = session;
    for (let asked = 0; asked < 11; asked += 1) {
      answer = await as('POST', 'password', session);
      if (answer.status !== 200) break;
      session = answer;
    }
    expect([answer.status, at(answer.body, 'code')]).toEqual([429, 'too_many_requests']);
    expect(at(answer.body, 'detail')).toContain('attendez quelques minutes');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    // The last one that was given is in force.
    expect((await as('GET', 'deposits', session)).status).toBe(200);
  });

  it('close with the account', async () => {
    await holder();
    const session = await open(await signIn((await stored(LOGIN))?.version ?? 0));
    expect((await as('GET', 'session', session)).status).toBe(200);
    await api.send('DELETE', `${PATH}/${LOGIN}`);
    expect((await as('GET', 'session', session)).status).toBe(401);
    expect((await as('POST', 'password', session)).status).toBe(401);
  });
});
