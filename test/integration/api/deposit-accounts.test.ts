// Deposit accounts: who may push files, with which secret, told by which mail.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyPassword } from '@timetable/persistence';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareCampus, declareSchool, openSchoolYear } from '../../support/campus.js';
import { at, textAt } from '../../support/json-at.js';

const PATH = '/campuses/CITE/deposit-accounts';
const URLS = [
  { label: 'Tous les établissements', url: 'https://depot.example.org/webdav/CITE/' },
  { label: 'Collège', url: 'https://depot.example.org/webdav/CITE/college/' },
  { label: 'Lycée', url: 'https://depot.example.org/webdav/CITE/lycee/' },
];

let api: TestApi;
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
});
afterAll(() => api.stop());

const create = (userId: string) => api.send('POST', PATH, { userId, notify: true });
const stored = (login: string) =>
  api.database.sql.first<{ hash: string; version: number }>(
    'SELECT password_hash AS hash, version FROM deposit_account WHERE login = $1',
    [login],
  );

describe('deposit accounts', () => {
  it('wait for the first import', async () => {
    const answer = await create('u1');
    expect([answer.status, at(answer.body, 'code')]).toEqual([409, 'first_import_required']);
    await openSchoolYear(api, 'CITE');
  });

  it('are made with a login from the name, a password shown once and the addresses', async () => {
    const { status, body } = await create('u1');
    expect(status).toBe(201);
    expect(body).toEqual({
      login: 'emp.elise.durand',
      password: expect.stringMatching(/^[A-Za-z0-9._-]{16,}$/),
      urls: URLS,
    });
    const account = await stored('emp.elise.durand');
    expect(await verifyPassword(textAt(body, 'password'), account?.hash ?? '')).toBe(true);

    const told = await api.database.sql.rows(
      `SELECT channel, recipient_email AS email, data FROM notification WHERE kind = 'access'`,
    );
    const data = {
      ...{ userName: 'Élise Durand', campusName: expect.any(String), login: 'emp.elise.durand' },
      ...{ password: textAt(body, 'password'), urls: URLS, renewed: false },
    };
    expect(told).toEqual([{ channel: 'mail', email: 'u1@example.org', data }]);
  });

  it('number homonyms and fold accents', async () => {
    expect(at((await create('u2')).body, 'login')).toBe('emp.elise.durand2');
    expect(at((await create('u3')).body, 'login')).toBe('emp.jean-pierre.d-angelo');
  });

  it('are one per user, for users of the directory, five at most', async () => {
    expect(at((await create('u1')).body, 'code')).toBe('account_exists');
    expect(at((await create('nobody')).body, 'code')).toBe('unknown_user');
    await create('u4');
    await create('u5');
    const sixth = await create('u6');
    expect([sixth.status, at(sixth.body, 'code')]).toEqual([409, 'too_many_accounts']);
    expect(at(sixth.body, 'detail')).toMatch('5 comptes d’accès, le maximum');
  });

  it('are listed with their last use, suspended when the person has left the directory', async () => {
    await api.database.sql.run(
      `UPDATE deposit_account SET last_used_at = '2026-11-20T07:00:00Z', last_address = '192.0.2.1',
              last_user_agent = 'Mozilla/3.0 (compatible; Indy Library)' WHERE login = 'emp.marc.petit'`,
    );
    await api.database.sql.run(`UPDATE ent_user SET present = false WHERE ent_id = 'u4'`);
    const { body } = await api.get(PATH);
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
    const first = await api.get(`${PATH}?limit=3`);
    expect(at(first.body, 'items')).toHaveLength(3);
    const second = await api.get(`${PATH}?limit=3&cursor=${textAt(first.body, 'nextCursor')}`);
    expect(at(second.body, 'items.1.login')).toBe('emp.marc.petit');
    expect(second.body).toMatchObject({ nextCursor: null, total: 5 });
  });

  it('change their notification box', async () => {
    const { body } = await api.send('PATCH', `${PATH}/emp.marc.petit`, { notify: false });
    expect(body).toMatchObject({ login: 'emp.marc.petit', notify: false });
  });

  it('get a new password, in force at once and sent again', async () => {
    const before = await stored('emp.marc.petit');
    const { body } = await api.send('POST', `${PATH}/emp.marc.petit/password`);
    const after = await stored('emp.marc.petit');
    expect(after?.version).toBe((before?.version ?? 0) + 1);
    expect(await verifyPassword(textAt(body, 'password'), after?.hash ?? '')).toBe(true);
    const told = await api.database.sql.rows(
      `SELECT data FROM notification WHERE recipient_login = 'emp.marc.petit' ORDER BY id`,
    );
    expect(told).toHaveLength(2);
    expect(at(told, '1.data')).toMatchObject({ renewed: true, password: textAt(body, 'password') });
  });

  it('are deleted, leave room for another, and come back under the same login', async () => {
    expect((await api.send('DELETE', `${PATH}/emp.marc.petit`)).status).toBe(204);
    expect((await api.send('DELETE', `${PATH}/emp.marc.petit`)).status).toBe(404);
    expect((await api.send('PATCH', `${PATH}/emp.marc.petit`, { notify: true })).status).toBe(404);
    expect((await api.send('POST', `${PATH}/emp.marc.petit/password`)).status).toBe(404);
    expect(at((await api.get(PATH)).body, 'total')).toBe(4);
    expect(at((await create('u5')).body, 'login')).toBe('emp.marc.petit');
    // As new: whoever used the former one, and from where, says nothing of this one.
    const { body } = await api.get(PATH);
    expect(at(body, 'items.4')).toMatchObject({ login: 'emp.marc.petit', lastUse: null });
  });

  it('belong to their campus: another one does not see them', async () => {
    await declareSchool(api, 'OTHER', '0134569C');
    expect((await api.send('DELETE', '/campuses/OTHER/deposit-accounts/emp.ana.lopez')).status).toBe(404);
  });

  it('leave a trace of who did what, without any name but the login', async () => {
    const rows = await api.database.sql.rows(
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
