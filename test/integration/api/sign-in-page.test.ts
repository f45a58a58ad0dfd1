// A page opened from a mail: signing in, coming back to it, and what is said to who may not open it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '@timetable/persistence';
import { createHash } from 'node:crypto';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { ImportScenario } from '../../support/import-scenario.js';

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
const submit = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(api.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: HTML, ...headers },
    body: new URLSearchParams(fields),
  });
const signInPath = (path: string) => `/connexion?retour=${encodeURIComponent(path)}`;
const RIGHT = { login: 'admin', password: ADMIN_PASSWORD };
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .find((each) => each.startsWith('session='))
    ?.split(';')[0] ?? '';

describe('the report opened from a mail', () => {
  it('asks who is there, and comes back to the page', async () => {
    const asked = await open(report, { 'sec-fetch-site': 'cross-site' });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, signInPath(report)]);

    const page = await open(asked.headers.get('location') ?? '');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const text = await page.text();
    const action = /<form method="post" action="([^"]+)"/.exec(text)?.[1] ?? '';
    const signedIn = await submit(action, RIGHT, { 'sec-fetch-site': 'same-origin' });
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, report]);

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
      signInPath(report),
    );
  });

  it('says in French, and on a page, that it is not one’s own, and offers another account', async () => {
    const cookie = `session=${await api.signIn('manager', 'OTHER')}`;
    const answer = await open(report, { cookie });
    expect(answer.status).toBe(403);
    const text = await answer.text();
    expect(text).toContain('Cet import n’est pas de votre cité scolaire.');
    expect(text).toContain(`<a href="${signInPath(report)}">Se connecter avec un autre compte</a>`);
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

describe('the sign-in page', () => {
  it('is readable without style or script, and fetches nothing', async () => {
    const page = await open('/connexion');
    const text = await page.text();
    expect(text).toMatch(/<html lang="fr">/);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    for (const field of ['login', 'password'])
      expect(text).toMatch(new RegExp(`<label for="${field}">[^<]+</label>\\s*<input\\s+id="${field}"`));
    expect(text).not.toMatch(/<script|<link|<img|url\(|https?:/);
    const style = /<style>([^]*?)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('says with both fields that the attempt failed, keeps the login as text, never the password', async () => {
    const fields = { login: '"><script>x</script>', password: 'not-the-password' };
    const answer = await submit(signInPath(report), fields);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null]);
    const text = await answer.text();
    expect(text).toMatch(/<p class="error" id="erreur" role="alert">L’identifiant ou le mot de passe/);
    expect(text.match(/aria-invalid="true" aria-describedby="erreur"/g)).toHaveLength(2);
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"');
    expect(text).not.toContain('not-the-password');
    expect(text).toContain(`action="${signInPath(report)}"`);
    expect((await submit('/connexion', { login: '', password: '' })).status).toBe(400);
  });

  it.each(['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads elsewhere: %s',
    async (elsewhere) => {
      const text = await (await open(signInPath(elsewhere))).text();
      expect(text).not.toContain('evil');
      expect((await submit(signInPath(elsewhere), RIGHT)).headers.get('location')).toBe('/');
    },
  );

  it('does not sign in who is sent by another site', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await submit('/connexion', RIGHT, headers);
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    }
  });

  it('counts its attempts with those of the API, and says on a page to wait', async () => {
    const hash = await hashPassword('password', { N: 16, r: 1, p: 1 });
    await api.database.sql.run(
      `INSERT INTO account (login, name, password_hash, role, mail_preference)
       VALUES ('target', 'T', $1, 'operator', 'never')`,
      [hash],
    );
    const fields = { login: 'target', password: 'no' };
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await submit('/connexion', fields)).status).toBe(401);
      expect((await api.call('POST', '/auth/login', { json: fields })).status).toBe(401);
    }
    const refused = await submit('/connexion', { login: 'target', password: 'password' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused.text()).toContain('attendez quelques minutes');
  });
});
