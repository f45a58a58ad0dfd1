import { signDepositor } from '@timetable/notifications/depositor-token';
import type { TestApi } from './api.js';
import { textAt } from './json-at.js';

/** Gives somebody of the campus an access account. @returns its login */
export async function openDepositAccount(api: TestApi, campus: string): Promise<string> {
  await api.send('PUT', `/campuses/${campus}/directory`, {
    users: [{ id: 'secretariat', lastName: 'Le Goff', firstName: 'Annick', email: 'a@example.org' }],
  });
  const { body } = await api.send('POST', `/campuses/${campus}/deposit-accounts`, { userId: 'secretariat' });
  return textAt(body, 'login');
}

/** The link of a new account's mail, and the cookie of who followed it. */
export async function letInDepositor(
  api: TestApi,
  login: string,
): Promise<{ readonly link: string; readonly cookie: string }> {
  const link = await signDepositor(api.secret, 'depositor-link', { login, version: 1 });
  const opened = await api.call('POST', '/depositor/session', { json: { link } });
  return { link, cookie: opened.headers.getSetCookie()[0]?.split(';')[0]?.replace('depositor=', '') ?? '' };
}
