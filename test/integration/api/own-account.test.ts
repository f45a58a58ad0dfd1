// What people see and change of their own account, and what an operator changes of one.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StaffAccountRepository, StaffSessionRepository } from '@timetable/persistence';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { importFact } from '../../support/import-fact.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at, textAt } from '../../support/json-at.js';
import type { Answer } from '../../support/rest-call.js';
import { rowsOf } from '../../support/rows.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, 'MINE');
});
afterAll(() => api.stop());

const newAccount = async (login: string, more: object = {}) => {
  const account = { login, name: login, role: 'manager', campus: 'MINE', password: 'a first password' };
  return api.send('POST', '/accounts', { ...account, ...more });
};
const signIn = async (login: string, password = 'a first password') =>
  textAt((await api.call('POST', '/auth/login', { json: { login, password } })).body, 'token');
const audited = (subject: string) =>
  rowsOf(api.database.sql, `SELECT actor, action, detail FROM audit WHERE subject = $1 ORDER BY id`, [
    subject,
  ]);

describe('one’s own account', () => {
  it('says what one may do, until when, and where one is written to', async () => {
    await newAccount('a.me', { email: 'a.me@example.org' });
    const token = await signIn('a.me');
    const { status, body } = await api.call('GET', '/auth/me', { token });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ login: 'a.me', name: 'a.me', role: 'manager', campus: 'MINE', rights: ['read', 'manage'] },
      ...{ email: 'a.me@example.org', mailPreference: 'at_once', expiresAt: expect.any(String) },
      hasPassword: true,
    });
    const hours = (Date.parse(textAt(body, 'expiresAt')) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
  });

  it('starts without mails for who only looks', async () => {
    await newAccount('a.viewer', { role: 'viewer' });
    const { body } = await api.call('GET', '/auth/me', { token: await signIn('a.viewer') });
    expect(body).toMatchObject({ rights: ['read'], email: null, mailPreference: 'never' });
  });

  it('has its address and preference changed by its owner, and the trace of it names no address', async () => {
    await newAccount('b.me');
    const token = await signIn('b.me');
    const json = { email: 'b.me@example.org', mailPreference: 'daily_digest' };
    const changed = await api.call('PATCH', '/auth/me', { token, json });
    expect(changed).toMatchObject({ status: 200, body: json });
    const cleared = await api.call('PATCH', '/auth/me', { token, json: { email: null } });
    expect(cleared.body).toMatchObject({ email: null, mailPreference: 'daily_digest' });
    expect(await audited('b.me')).toEqual([
      { actor: 'admin', action: 'account.created', detail: { role: 'manager' } },
      { actor: 'b.me', action: 'account.changed', detail: { changed: ['email', 'mailPreference'] } },
      { actor: 'b.me', action: 'account.changed', detail: { changed: ['email'] } },
    ]);
  });

  it.each([
    ...['not an address', 'a@x,b@y', 'a@x\nBcc: b@y', 'Camille <c@example.org>', `${'a'.repeat(250)}@b.fr`],
  ])('takes one address and nothing else: %j', async (email) => {
    const answer = await api.send('PATCH', '/auth/me', { email });
    expect(answer.status).toBe(400);
    expect(at(answer.body, 'errors')).toMatchObject([{ field: 'email' }]);
  });

  it('has its preference among those there are', async () => {
    const answer = await api.send('PATCH', '/auth/me', { mailPreference: 'weekly' });
    expect(at(answer.body, 'errors')).toEqual([
      { field: 'mailPreference', message: 'Valeurs possibles : at_once, daily_digest, never.' },
    ]);
  });
});

describe('an account, for the operator', () => {
  it('is listed and changed with its address and preference', async () => {
    await newAccount('c.other', { email: 'c@example.org', mailPreference: 'never' });
    const listed = await api.get('/accounts?limit=500');
    expect(at(listed.body, 'items')).toContainEqual(
      expect.objectContaining({ login: 'c.other', email: 'c@example.org', mailPreference: 'never' }),
    );
    const json = { name: 'Camille', email: 'camille@example.org' };
    expect(await api.send('PATCH', '/accounts/c.other', json)).toMatchObject({
      status: 200,
      body: { ...json, mailPreference: 'never' },
    });
    expect((await api.send('PATCH', '/accounts/nobody', json)).status).toBe(404);
    const token = await signIn('c.other');
    expect((await api.call('PATCH', '/accounts/c.other', { token, json })).status).toBe(403);
  });
});

describe('one’s own password', () => {
  const change = (token: string, currentPassword: string, newPassword = 'a second password') =>
    api.call('POST', '/auth/password', { token, json: { currentPassword, newPassword } });
  const isOpen = async (token: string) => (await api.call('GET', '/auth/me', { token })).status === 200;

  it('is changed by who knows the present one; the other sessions end, this one goes on', async () => {
    await newAccount('d.me');
    const [here, elsewhere] = [await signIn('d.me'), await signIn('d.me')];
    expect((await change(here, 'a first password')).status).toBe(204);
    expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([true, false]);
    const old = { login: 'd.me', password: 'a first password' };
    expect((await api.call('POST', '/auth/login', { json: old })).status).toBe(401);
    const again = await signIn('d.me', 'a second password');
    // And once more from the session that has outlived the first change.
    expect((await change(here, 'a second password', 'a third password')).status).toBe(204);
    expect([await isOpen(here), await isOpen(again)]).toEqual([true, false]);
    expect(await audited('d.me')).toMatchObject([
      { action: 'account.created' },
      { actor: 'd.me', action: 'account.password_changed' },
      // Of the old one, tried above.
      { action: 'account.sign_in_refused' },
      { actor: 'd.me', action: 'account.password_changed' },
    ]);
  });

  it('given anew by an operator ends them all, and so does signing out everywhere', async () => {
    await newAccount('e.me');
    const kept = await signIn('e.me');
    await change(kept, 'a first password');
    await api.send('POST', '/accounts/e.me/password');
    expect(await isOpen(kept)).toBe(false);

    await newAccount('f.me');
    const left = await signIn('f.me');
    await change(left, 'a first password');
    await api.call('POST', '/auth/logout?everywhere=true', { token: left });
    expect(await isOpen(left)).toBe(false);
  });

  it('changed or given anew makes strangers of the browsers that were known, but of the one that changed it', async () => {
    await newAccount('i.me');
    const open = (password: string, cookie = '') =>
      api.call('POST', '/auth/login', { json: { login: 'i.me', password }, headers: { cookie } });
    const deviceOf = ({ headers }: Answer): string =>
      headers
        .getSetCookie()
        .find((each) => each.startsWith('device='))
        ?.split(';')[0] ?? '';
    const [elsewhere, here] = [await open('a first password'), await open('a first password')];
    const changed = await api.call('POST', '/auth/password', {
      token: textAt(here.body, 'token'),
      json: { currentPassword: 'a first password', newPassword: 'a second password' },
      headers: { cookie: deviceOf(here) },
    });
    expect(changed.status).toBe(204);
    // Strangers use up the tries of the login: whom that keeps out is not known.
    for (let tries = 0; tries < 10; tries += 1) expect((await open('no')).status).toBe(401);
    expect((await open('a second password', deviceOf(elsewhere))).status).toBe(429);
    expect((await open('a second password', deviceOf(here))).status).toBe(429);
    expect((await open('a second password', deviceOf(changed))).status).toBe(200);

    const given = textAt((await api.send('POST', '/accounts/i.me/password')).body, 'password');
    expect((await open(given, deviceOf(changed))).status).toBe(429);
    await api.send('DELETE', '/accounts/i.me');
    await newAccount('i.me', { password: given });
    expect((await open(given, deviceOf(changed))).status).toBe(429);
  });

  it('changed while somebody signs in with the old one leaves no session to them', async () => {
    await newAccount('j.me');
    const sessions = new StaffSessionRepository(api.database);
    const accounts = new StaffAccountRepository(api.database);
    const old = (await accounts.passwordHash('j.me')) ?? '';
    await accounts.changePassword('j.me', 'another hash', { login: 'admin', at: api.clock.now() });
    const life = { createdAt: new Date(), expiresAt: new Date(Date.now() + 60_000) };
    expect(await sessions.open('j.me', { passwordHash: old }, life)).toBeUndefined();
  });

  it('is not changed without the present one, nor into a short or the same one', async () => {
    await newAccount('g.me');
    const token = await signIn('g.me');
    const wrong = await change(token, 'not this one');
    expect(wrong.status).toBe(400);
    expect(at(wrong.body, 'errors')).toMatchObject([{ field: 'currentPassword' }]);
    expect(at((await change(token, 'a first password', 'short')).body, 'errors')).toMatchObject([
      { field: 'newPassword' },
    ]);
    for (const guessable of ['motdepasse2026', 'g.me-g.me-2026', 'MINE collège 2026'])
      expect(at((await change(token, 'a first password', guessable)).body, 'errors')).toMatchObject([
        { field: 'newPassword', message: expect.stringMatching(/trop facile à deviner/) },
      ]);
    expect(at((await change(token, 'a first password', 'a first password')).body, 'errors')).toMatchObject([
      { field: 'newPassword' },
    ]);
    expect(await isOpen(token)).toBe(true);
  });

  it('is not guessed: the eleventh try has to wait, under whatever login it is said to be', async () => {
    await newAccount('h.me');
    const token = await signIn('h.me');
    for (let tries = 0; tries < 10; tries += 1)
      expect((await change(token, `guess number ${tries}`)).status).toBe(400);
    const refused = await change(token, 'a first password');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('what waits to be told', () => {
  const waiting = (login: string) =>
    rowsOf(
      api.database.sql,
      `SELECT recipient_email AS email, daily_digest AS digest FROM notification
        WHERE recipient_type = 'staff' AND recipient_login = $1 ORDER BY id`,
      [login],
    );

  it('follows a new address, and is taken back from who wants no mails, or has gone', async () => {
    const scenario = await ImportScenario.create(api.database, 'WAITING');
    const password = 'a first password';
    const account = { name: 'W', role: 'manager', campus: 'WAITING', password };
    for (const login of ['w.at.once', 'w.digest', 'w.gone'])
      await api.send('POST', '/accounts', {
        ...account,
        ...{ login, email: `${login}@example.org` },
        ...(login === 'w.digest' && { mailPreference: 'daily_digest' }),
      });
    const run = await scenario.begin();
    const notification = importFact(run, 'held', { recipients: ['manager', 'depositor'] });
    await scenario.imports.complete(run, { outcome: 'held', notification }, scenario.now);
    expect(await waiting('w.at.once')).toEqual([{ email: 'w.at.once@example.org', digest: false }]);
    expect(await waiting('w.digest')).toEqual([{ email: 'w.digest@example.org', digest: true }]);

    await api.send('PATCH', '/accounts/w.digest', { email: 'moved@example.org' });
    expect(await waiting('w.digest')).toEqual([{ email: 'moved@example.org', digest: true }]);
    await api.send('PATCH', '/accounts/w.digest', { mailPreference: 'never' });
    await api.send('PATCH', '/accounts/w.at.once', { email: null });
    await api.send('DELETE', '/accounts/w.gone');
    for (const login of ['w.digest', 'w.at.once', 'w.gone']) expect(await waiting(login)).toEqual([]);
  });
});
