// A page of the API opened from a mail: who is sent to sign in, and what is said to who may not open it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { ImportScenario } from '../../support/import-scenario.js';
import type { Answer } from '../../support/rest-call.js';

const HTML = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

let api: TestApi;
let report: string;
beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, 'OTHER');
  const scenario = await ImportScenario.create(api.database, 'MINE');
  const run = await scenario.begin();
  await scenario.imports.complete(run, { outcome: 'held', message: 'Un seuil est dépassé.' }, scenario.now);
  report = `/api/v1/imports/${run.importId}/report`;
});
afterAll(() => api.stop());

/** As a browser, which shows redirects to who looks. */
const open = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(api.url + path, { redirect: 'manual', headers: { accept: HTML, ...headers } });
/** Where the console asks who is there. */
const signInAddress = (path: string) => `/connexion?retour=${encodeURIComponent(path)}`;
const cookieOf = ({ headers }: Answer) =>
  headers
    .getSetCookie()
    .find((each) => each.startsWith('session='))
    ?.split(';')[0] ?? '';

describe('the report opened from a mail', () => {
  it('asks who is there, and comes back to the page', async () => {
    const asked = await open(report, { 'sec-fetch-site': 'cross-site' });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, signInAddress(report)]);

    const signedIn = await api.call('POST', '/auth/login', {
      json: { login: 'admin', password: ADMIN_PASSWORD },
    });
    const shown = await open(report, { cookie: cookieOf(signedIn) });
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('Un seuil est dépassé.');
  });

  it('opens at once for who is signed in, from another site’s page too', async () => {
    const cookie = `session=${api.operator}`;
    expect((await open(report, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });

  it('asks again when the session has expired', async () => {
    expect((await open(report, { cookie: 'session=expired' })).headers.get('location')).toBe(
      signInAddress(report),
    );
  });

  it('says in French, and on a page, that it is not one’s own, and offers another account', async () => {
    const cookie = `session=${await api.signIn('manager', 'OTHER')}`;
    const answer = await open(report, { cookie });
    expect(answer.status).toBe(403);
    const text = await answer.text();
    expect(text).toContain('Cet import n’est pas de votre cité scolaire.');
    expect(text).toContain(
      `<a href="${signInAddress(report)}&amp;autre=oui">Se connecter avec un autre compte</a>`,
    );
    const gone = await open('/api/v1/imports/00000000-0000-4000-8000-000000000000/report', { cookie });
    expect([gone.status, await gone.text()]).toEqual([
      404,
      expect.stringContaining('Cet import n’existe pas.'),
    ]);
  });

  it('stays JSON for programs', async () => {
    for (const accept of ['application/json', '*/*', 'text/event-stream']) {
      const answer = await open(report, { accept });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        401,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });
});
