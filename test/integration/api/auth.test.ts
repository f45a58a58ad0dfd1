// Signing in, tokens and cookies, and what each role may reach.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRODUCT_VERSION } from '@timetable/settings';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../../support/api.js';
import { at, textAt } from '../../support/json-at.js';
import { declareSchool } from '../../support/campus.js';
import { rowsOf } from '../../support/rows.js';
import { until } from '../../support/until.js';
import { z } from 'zod';

let api: TestApi;
let manager: string;
let viewer: string;
beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, 'MINE');
  await declareSchool(api, 'OTHER');
  manager = await api.signIn('manager', 'MINE');
  viewer = await api.signIn('viewer', 'MINE');
});
afterAll(() => api.stop());

describe('signing in', () => {
  it('gives the first operator a token for 12 hours and a cookie that scripts cannot read', async () => {
    const answer = await api.call('POST', '/auth/login', {
      json: { login: 'admin', password: ADMIN_PASSWORD },
    });
    expect(answer.status).toBe(200);
    expect(at(answer.body, 'user')).toEqual({
      login: 'admin',
      name: 'Exploitant',
      role: 'operator',
      campus: null,
    });
    const hours = (Date.parse(textAt(answer.body, 'expiresAt')) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
    const [cookie = '', hint = '', device = ''] = answer.headers.getSetCookie();
    expect(device).toMatch(/^device=[\w.-]+; .*HttpOnly; SameSite=Lax$/);
    expect(cookie).toMatch(/^session=[\w.-]+; Max-Age=43200; Path=\/; .*HttpOnly; SameSite=Lax$/);

    // For scripts, which the two others are not for.
    expect(hint).toMatch(/^signed_in=1; Max-Age=43200; Path=\/; Expires=[^;]+; SameSite=Lax$/);

    const me = await api.call('GET', '/auth/me', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(at(me.body, 'login')).toBe('admin');
  });

  it('refuses a wrong password and an unknown login with the same words', async () => {
    const wrong = await api.call('POST', '/auth/login', { json: { login: 'admin', password: 'no' } });
    const unknown = await api.call('POST', '/auth/login', { json: { login: 'nobody', password: 'no' } });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('content-type')).toMatch('application/problem+json');
    expect(wrong.body).toMatchObject({ code: 'bad_credentials', status: 401 });
    expect(at(unknown.body, 'detail')).toBe(at(wrong.body, 'detail'));
  });

  it('shows operators and the school whose password was refused, from where, and nothing of what was typed', async () => {
    const tried = (login: string) =>
      api.call('POST', '/auth/login', { json: { login, password: 'typed by mistake' } });
    expect((await tried('manager.mine')).status).toBe(401);
    // Somebody whose password got into the wrong field.
    expect((await tried('velours-citron-42')).status).toBe(401);
    const audit = await until(
      async () => {
        const { body } = await api.call('GET', '/campuses/MINE/audit', { token: manager });
        return JSON.stringify(body).includes('account.sign_in_refused') ? body : undefined;
      },
      { what: 'the line of the audit' },
    );
    const rows = z
      .object({ items: z.array(z.object({ action: z.string(), sentence: z.string() })) })
      .parse(audit);
    expect(rows.items.filter(({ action }) => action.endsWith('sign_in_refused'))).toEqual([
      {
        action: 'account.sign_in_refused',
        sentence: expect.stringMatching(/^Mot de passe refusé pour le compte manager\.mine, depuis \S+$/),
      },
    ]);
    const kept = await rowsOf(api.database.sql, `SELECT audit::text AS row FROM audit`);
    expect(JSON.stringify(kept)).not.toMatch(/typed by mistake|velours-citron/);
    const accounts = await api.get('/accounts?limit=100');
    expect(accounts.body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          login: 'manager.mine',
          lastRefusal: { at: expect.any(String), address: expect.any(String) },
        }),
        expect.objectContaining({ login: 'viewer.mine', lastRefusal: null }),
      ]),
    });
    const fleet = await api.get('/operator/campuses?q=MINE');
    expect(textAt(fleet.body, 'items.0.signInRefusedAt')).toMatch(/^20/);
  });

  it('refuses the eleventh failure on one login, and says for how long', async () => {
    const attempt = () => api.call('POST', '/auth/login', { json: { login: 'target', password: 'no' } });
    for (let tries = 0; tries < 10; tries += 1) expect((await attempt()).status).toBe(401);
    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(at(refused.body, 'code')).toBe('too_many_requests');
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    const other = await api.call('POST', '/auth/login', {
      json: { login: 'admin', password: ADMIN_PASSWORD },
    });
    expect(other.status).toBe(200);
  });

  it('is not kept from who signed in here before, by what strangers try for the same login', async () => {
    await api.send('POST', '/accounts', {
      ...{ login: 'known', name: 'K', role: 'manager', campus: 'MINE', password: 'velours-citron-42' },
    });
    const right = { login: 'known', password: 'velours-citron-42' };
    const wrong = { login: 'known', password: 'no' };
    const logIn = async (json: object, cookie?: string) =>
      api.call('POST', '/auth/login', { json, ...(cookie !== undefined && { headers: { cookie } }) });
    const cookies = (await logIn(right)).headers.getSetCookie();
    const cookie = cookies.find((each) => each.startsWith('device='))?.split(';')[0] ?? '';
    for (let tries = 0; tries < 10; tries += 1) expect((await logIn(wrong)).status).toBe(401);
    expect((await logIn(right)).status).toBe(429);
    expect((await logIn(right, cookie)).status).toBe(200);
    // The browser is known to one person: it helps nobody guess another's password, nor this one's for ever.
    const other = await logIn({ login: 'admin', password: 'no' }, cookie);
    expect(other.status).toBe(401);
    for (let tries = 0; tries < 10; tries += 1) expect((await logIn(wrong, cookie)).status).toBe(401);
    expect((await logIn(right, cookie)).status).toBe(429);
    expect((await logIn(right, `device=${cookie.slice(7, -3)}AAA`)).status).toBe(429);
  });

  it('refuses a missing, forged or revoked token', async () => {
    expect(at((await api.call('GET', '/campuses')).body, 'code')).toBe('unauthenticated');
    expect((await api.call('GET', '/campuses', { token: `${api.operator}x` })).status).toBe(401);
    const token = await api.signIn('viewer', 'OTHER');
    expect((await api.call('GET', '/auth/me', { token })).status).toBe(200);
    expect((await api.call('POST', '/auth/logout?everywhere=true', { token })).status).toBe(204);
    expect((await api.call('GET', '/auth/me', { token })).status).toBe(401);
  });

  it('does not act on a cookie that another site made the browser send', async () => {
    const headers = { cookie: `session=${api.operator}`, 'sec-fetch-site': 'cross-site' };
    const answer = await api.call('POST', '/campuses', { headers, json: {} });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'forbidden', detail: expect.stringMatching(/un autre site/) });
    expect((await api.call('GET', '/campuses', { headers })).status).toBe(200);
  });
});

describe('roles', () => {
  const cases: readonly [string, string, number, number, number][] = [
    // method, path, viewer, manager, operator
    ['GET', '/campuses/MINE', 200, 200, 200],
    ['GET', '/campuses/MINE/imports', 200, 200, 200],
    ['GET', '/campuses/OTHER/imports', 403, 403, 200],
    ['GET', '/campuses/MINE/directory/users', 403, 200, 200],
    ['PUT', '/campuses/MINE/directory', 403, 200, 200],
    ['PUT', '/campuses/OTHER/directory', 403, 403, 200],
    ['PATCH', '/campuses/MINE', 403, 403, 200],
    ['GET', '/campuses/NONE', 403, 403, 404],
    ['GET', '/imports/00000000-0000-4000-8000-000000000000', 404, 404, 404],
  ];
  it.each(cases)('%s %s answers %i to a viewer, %i to a manager, %i to an operator', async (...row) => {
    const [method, path, forViewer, forManager, forOperator] = row;
    const status = async (token: string) =>
      (await api.call(method, path, { token, ...(method === 'GET' ? {} : { json: {} }) })).status;
    expect(await status(viewer)).toBe(forViewer);
    expect(await status(manager)).toBe(forManager);
    expect(await status(api.operator)).toBe(forOperator);
  });
});

describe('what an installation says of itself', () => {
  it('is for anybody, but for the address that is of use to operators alone', async () => {
    const config = {
      version: PRODUCT_VERSION,
      maxUploadBytes: 52_428_800,
      academicZones: ['A', 'B', 'C'].map((code) => ({ code, label: `Zone ${code}` })),
      timeZone: 'Europe/Paris',
      signIn: [{ way: 'password' }],
      temporalUiUrl: null,
      temporalNamespace: null,
    };
    const operators = {
      ...config,
      temporalUiUrl: 'http://localhost:8233',
      temporalNamespace: 'default',
    };
    expect((await api.call('GET', '/config')).body).toEqual(config);
    expect((await api.call('GET', '/config', { token: 'not.a.token' })).body).toEqual(config);
    expect((await api.call('GET', '/config', { token: viewer })).body).toEqual(config);
    expect((await api.get('/config')).body).toEqual(operators);
  });
});
