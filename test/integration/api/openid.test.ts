// Signing in through the ENT, with a real provider of identities.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExternalAccountRepository } from '@timetable/persistence';
import { startTestApi, type TestApi } from '../../support/api.js';
import { Browsing } from '../../support/browsing.js';
import { declareSchool } from '../../support/campus.js';
import { IdentityProvider, type Claims } from '../../support/identity-provider.js';
import { at } from '../../support/json-at.js';
import { rowsOf } from '../../support/rows.js';

/** Where people reach us; the test’s browser knows where that is. */
const HERE = 'http://ecole.example';
const CLIENT = { id: 'emplois-du-temps', secret: 'a secret that the ENT has given' };

let provider: IdentityProvider;
let api: TestApi;
beforeAll(async () => {
  provider = await IdentityProvider.start();
  api = await startTestApi({
    ...{ PUBLIC_URL: HERE, OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id },
    ...{ OIDC_CLIENT_SECRET: CLIENT.secret, OIDC_SCOPE: 'openid profile email timetable' },
  });
  provider.serve({
    ...CLIENT,
    redirectUri: `${HERE}/api/openid/retour`,
    logoutUri: `${api.url}/api/openid/deconnexion`,
  });
  await declareSchool(api, 'MOULIN');
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
});

const browse = () => new Browsing({ [HERE]: api.url });
const MANAGER = { timetable_role: 'manager', timetable_campus: 'MOULIN', name: 'Camille Dupuis' };

/** @returns where the browser is in the end, and as whom */
async function signIn(subject: string, claims: Claims, browser = browse(), returnTo = '/') {
  provider.expect(subject, claims);
  const { url } = await browser.follow(
    `${HERE}/api/openid?retour=${encodeURIComponent(returnTo)}`,
    (next) => next.startsWith(HERE) && !next.includes('/api/openid'),
  );
  const me = await api.call('GET', '/auth/me', {
    headers: { cookie: `session=${browser.cookie(HERE, 'session') ?? ''}` },
  });
  return { url, me, browser };
}

/** The provider’s answer to one who has signed in there, not yet given to us. */
async function answered(subject: string, claims: Claims) {
  provider.expect(subject, claims);
  const browser = browse();
  const { url } = await browser.follow(`${HERE}/api/openid`, (next) => next.includes('/api/openid/retour'));
  return { browser, url };
}

describe('signing in through the ENT', () => {
  it('is offered before the password', async () => {
    expect(at((await api.call('GET', '/config')).body, 'signIn')).toEqual([
      { way: 'openid', label: 'Se connecter avec l’ENT', path: '/api/openid' },
      { way: 'password' },
    ]);
  });

  it('gives the rights that the claims say, and comes back to the page asked for', async () => {
    const claims = {
      ...MANAGER,
      preferred_username: 'C.Dupuis',
      email: 'c@ecole.example',
      email_verified: true,
    };
    const { url, me } = await signIn('ent-1', claims, browse(), '/campus/MOULIN?onglet=seuils');
    expect(url).toBe(`${HERE}/campus/MOULIN?onglet=seuils`);
    expect(me.body).toMatchObject({
      ...{ login: 'c.dupuis@ent', name: 'Camille Dupuis', role: 'manager', campus: 'MOULIN' },
      ...{ email: 'c@ecole.example', hasPassword: false },
    });
  });

  it('leaves no password here to be changed', async () => {
    const { browser } = await signIn('ent-8', { ...MANAGER, preferred_username: 'ana' });
    const { status, body } = await api.call('POST', '/auth/password', {
      json: { currentPassword: 'celui de l’ENT', newPassword: 'quatre mots sans rapport' },
      headers: { cookie: `session=${browser.cookie(HERE, 'session') ?? ''}` },
    });
    expect([status, at(body, 'errors.0.message')]).toEqual([400, expect.stringMatching('par l’ENT')]);
  });

  it('follows the claims from one time to the next, and ends what was open with other rights', async () => {
    const first = await signIn('ent-2', { ...MANAGER, preferred_username: 'lea' });
    const second = await signIn('ent-2', { ...MANAGER, timetable_role: 'viewer', preferred_username: 'lea' });
    expect(second.me.body).toMatchObject({ login: 'lea@ent', role: 'viewer' });
    const before = first.browser.cookie(HERE, 'session') ?? '';
    const again = await api.call('GET', '/auth/me', { headers: { cookie: `session=${before}` } });
    expect(again.status).toBe(401);
  });

  it('takes no account over by its name, neither ours nor another person’s', async () => {
    const admin = await signIn('ent-3', { ...MANAGER, preferred_username: 'admin' });
    expect(admin.me.body).toMatchObject({ login: 'admin@ent', role: 'manager' });
    const other = await signIn('ent-4', { ...MANAGER, preferred_username: 'admin' });
    expect(other.me.body).toMatchObject({ login: 'ent-4@ent' });
    const byPassword = await api.call('POST', '/auth/login', { json: { login: 'admin@ent', password: 'x' } });
    expect(byPassword.status).toBe(401);
  });

  it.each([
    ['nothing', {}],
    ['a role of another name', { timetable_role: 'directeur', timetable_campus: 'MOULIN' }],
    ['a campus that there is not', { timetable_role: 'manager', timetable_campus: 'INCONNU' }],
    ['no campus', { timetable_role: 'viewer' }],
  ])('opens nothing for claims that say %s', async (what, claims) => {
    const { browser, url } = await answered(`none-${what}`, claims);
    const refused = await browser.open(url);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toMatch('Votre compte de l’ENT ne donne aucun droit ici');
    expect(browser.cookie(HERE, 'session')).toBeUndefined();
    expect(
      await rowsOf(api.database.sql, 'SELECT login FROM account WHERE subject = $1', [`none-${what}`]),
    ).toEqual([]);
  });

  it.each([
    ['given by another browser', async () => ({ ...(await answered('ent-5', MANAGER)), browser: browse() })],
    [
      'of another attempt',
      async () => {
        const { browser, url } = await answered('ent-5', MANAGER);
        return { browser, url: url.replace(/state=[^&]+/, 'state=of-somebody-else') };
      },
    ],
    [
      'with another code',
      async () => {
        const { browser, url } = await answered('ent-5', MANAGER);
        return { browser, url: url.replace(/code=[^&]+/, 'code=made-up') };
      },
    ],
    [
      'given twice',
      async () => {
        const { browser, url } = await answered('ent-5', MANAGER);
        await browser.open(url);
        return { browser: browse(), url };
      },
    ],
  ])('opens nothing for an answer %s', async (_, prepare) => {
    const { browser, url } = await prepare();
    const refused = await browser.open(url);
    expect(refused.status).toBe(401);
    expect(browser.cookie(HERE, 'session')).toBeUndefined();
  });

  it('never leads to another site', async () => {
    const { url } = await signIn('ent-6', MANAGER, browse(), '//ailleurs.example/');
    expect(url).toBe(`${HERE}/`);
  });
});

describe('signing out of the ENT', () => {
  it('signs out here, without the browser', async () => {
    const { browser, me } = await signIn('ent-7', { ...MANAGER, preferred_username: 'noe' });
    expect(me.status).toBe(200);
    const page = await (await browser.open(`${provider.issuer}/session/end`)).text();
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
    await browser.open(`${provider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    const cookie = `session=${browser.cookie(HERE, 'session') ?? ''}`;
    expect((await api.call('GET', '/auth/me', { headers: { cookie } })).status).toBe(401);
  });

  it('is not believed again of what was opened since', async () => {
    const { browser } = await signIn('ent-9', { ...MANAGER, preferred_username: 'eva' });
    const headers = { cookie: `session=${browser.cookie(HERE, 'session') ?? ''}` };
    const people = new ExternalAccountRepository(api.database);
    for (const [ageMs, status] of [
      [60_000, 200],
      [0, 401],
    ] as const) {
      const openedUntil = new Date(Date.now() - ageMs);
      const { issuer } = provider;
      await people.signOut({ issuer, subject: 'ent-9', providerSession: undefined, openedUntil });
      expect((await api.call('GET', '/auth/me', { headers })).status).toBe(status);
    }
  });

  it('is believed of the provider alone', async () => {
    const forged = await fetch(`${api.url}/api/openid/deconnexion`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: 'not.a.token' }),
    });
    expect([forged.status, at(await forged.json(), 'errors.0.field')]).toEqual([400, 'logout_token']);
  });
});

describe('a provider that', () => {
  const AWAY = { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: 'x' };

  it.each([
    ['there is not', {}, 404],
    ['is away', AWAY, 503],
  ])('%s keeps nobody from anything else', async (_, env, status) => {
    const alone = await startTestApi(env);
    const answer = await fetch(`${alone.url}/api/openid`, { redirect: 'manual' });
    expect(answer.status).toBe(status);
    expect((await alone.get('/auth/me')).status).toBe(200);
    await alone.stop();
  });
});
