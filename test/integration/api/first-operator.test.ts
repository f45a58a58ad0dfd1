// The first operator, whom a failure is told to from the first day.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PASSWORD_COST, StaffAccountRepository } from '@timetable/persistence';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at } from '../../support/json-at.js';

let api: TestApi;
beforeAll(async () => {
  // As in production: other tests hash at a cost of their own.
  api = await startTestApi({ ADMIN_EMAIL: 'exploitant@example.org' }, { passwordCost: undefined });
});
afterAll(() => api.stop());

it('has a password whose hash costs what it must', async () => {
  const hash = await new StaffAccountRepository(api.database).passwordHash('admin');
  const { N, r, p } = PASSWORD_COST;
  expect(hash).toMatch(new RegExp(`^scrypt\\$${N}\\$${r}\\$${p}\\$`));
});

it('is written to at the address of the settings, and gives another', async () => {
  expect((await api.get('/auth/me')).body).toMatchObject({
    email: 'exploitant@example.org',
    mailPreference: 'at_once',
  });
  expect((await api.send('PATCH', '/auth/me', { email: 'autre@example.org' })).status).toBe(200);
  expect(at((await api.get('/auth/me')).body, 'email')).toBe('autre@example.org');
});

it('is not the one who is told when they have no address or want no mails', async () => {
  const accounts = new StaffAccountRepository(api.database);
  expect(await accounts.isSomeOperatorTold()).toBe(true);
  for (const change of [{ mailPreference: 'never' }, { mailPreference: 'at_once', email: null }]) {
    await api.send('PATCH', '/auth/me', change);
    expect(await accounts.isSomeOperatorTold()).toBe(false);
  }
});
