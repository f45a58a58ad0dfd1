// A manual import: the file in, the deposit recorded, the dashboard.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at, textAt } from '../../support/json-at.js';
import { declareCampus } from '../../support/campus.js';
import { once } from '../../support/once.js';
import { rowsOf } from '../../support/rows.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ MAX_UPLOAD_BYTES: '2000' });
  await declareCampus(api, 'CITE', [
    { code: 'college', uai: '0134567A', name: 'Collège' },
    { code: 'lycee', uai: '0134568B', name: 'Lycée' },
  ]);
});
afterAll(() => api.stop());

const upload = (content: string | Uint8Array<ArrayBuffer>, name = 'EDT.zip', establishment?: string) => {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  if (establishment !== undefined) form.append('establishment', establishment);
  return api.call('POST', '/campuses/CITE/imports', { token: api.operator, form });
};

const CONTENT = 'contenu reçu';
/** All there is in the dashboard: one for the collège, one for the lycée, one for both. */
const uploaded = once(async () => ({
  college: await upload(CONTENT, 'EDT été.zip', 'college'),
  lycee: await upload('b', 'b.zip', 'lycee'),
  whole: await upload('c', 'c.zip'),
}));

describe('a manual import', () => {
  it('is stored with its deposit, its steps and its outbox row, and answers its place in the queue', async () => {
    const { college: answer } = await uploaded();
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({
      status: 'received',
      queuePosition: 0,
      runningEstablishments: 0,
      message: 'Votre fichier est reçu. L’import va commencer.',
    });
    const { body } = await api.get(`/imports/${textAt(answer.body, 'id')}`);
    expect(body).toMatchObject({
      campus: 'CITE',
      origin: 'manual',
      status: 'received',
      statusLabel: 'Reçu',
      establishment: 'college',
      fileName: 'EDT été.zip',
      account: 'admin',
      sizeBytes: Buffer.byteLength(CONTENT),
      sha256: createHash('sha256').update(CONTENT).digest('hex'),
      planHash: null,
      queuePosition: 0,
      attempt: 1,
    });
    expect(at(body, 'steps')).toMatchObject([
      { step: 'transfer', state: 'ok', label: 'Transfert du fichier' },
      { step: 'validation', state: 'pending', stateLabel: 'À venir' },
      { step: 'thresholds', state: 'pending' },
      { step: 'groups', state: 'pending' },
      { step: 'sessions', state: 'pending' },
    ]);
    const outbox = await rowsOf(
      api.database.sql,
      'SELECT attempt, priority FROM outbox WHERE import_id = $1',
      [at(answer.body, 'id')],
    );
    expect(outbox).toEqual([{ attempt: 1, priority: 1 }]);
    expect(await readdir(api.files.spoolDirectory)).toEqual([]);
  });

  it('that waits behind others says how many, counting only those that share an establishment', async () => {
    const { lycee, whole } = await uploaded();
    expect(at(lycee.body, 'queuePosition')).toBe(0);
    expect(at(whole.body, 'queuePosition')).toBe(2);
    expect(at(whole.body, 'message')).toMatch('après les 2 qui le précèdent');
  });

  it.each([
    ['an empty file', () => upload(''), 422, 'empty_file'],
    ['an unknown establishment', () => upload('x', 'x.zip', 'nope'), 422, 'unknown_establishment'],
    ['a file beyond the limit', () => upload('x'.repeat(2001)), 413, 'payload_too_large'],
    [
      'no file',
      () => api.call('POST', '/campuses/CITE/imports', { token: api.operator, form: new FormData() }),
      422,
      'file_required',
    ],
    ['a JSON body', () => api.send('POST', '/campuses/CITE/imports', {}), 422, 'file_required'],
  ])('with %s is refused and leaves nothing', async (_case, act, status, code) => {
    const before = at((await api.get('/campuses/CITE/imports')).body, 'total');
    const answer = await act();
    expect([answer.status, at(answer.body, 'code')]).toEqual([status, code]);
    expect(at((await api.get('/campuses/CITE/imports')).body, 'total')).toBe(before);
    expect(await readdir(api.files.spoolDirectory)).toEqual([]);
  });
});

describe('the dashboard', () => {
  beforeAll(uploaded);

  it('shows the latest first, page by page', async () => {
    const all = await api.get('/campuses/CITE/imports');
    expect(at(all.body, 'items.*.fileName')).toEqual(['c.zip', 'b.zip', 'EDT été.zip']);
    const first = await api.get('/campuses/CITE/imports?limit=2');
    const second = await api.get(`/campuses/CITE/imports?limit=2&cursor=${textAt(first.body, 'nextCursor')}`);
    expect(at(first.body, 'items.*.fileName')).toEqual(['c.zip', 'b.zip']);
    expect(at(second.body, 'items.*.fileName')).toEqual(['EDT été.zip']);
    expect(at(first.body, 'total')).toBe(3);
  });

  it.each([
    ['establishment=Tous', ['c.zip']],
    ['establishment=lycee', ['b.zip']],
    ['status=held', []],
    ['status=received,held&origin=manual', ['c.zip', 'b.zip', 'EDT été.zip']],
    ['origin=automatic', []],
    ['nextActor=manager,operator', []],
    ['nextActor=nobody', ['c.zip', 'b.zip', 'EDT été.zip']],
    ['from=2026-11-24&to=2026-11-24', ['c.zip', 'b.zip', 'EDT été.zip']],
    ['to=2026-11-23', []],
  ])('filtered by %s shows %j', async (query, names) => {
    const { body } = await api.get(`/campuses/CITE/imports?${query}`);
    expect(at(body, 'items.*.fileName')).toEqual(names);
  });

  it('refuses a filter that does not exist', async () => {
    const { status, body } = await api.get('/campuses/CITE/imports?status=nothing');
    expect(status).toBe(400);
    expect(at(body, 'errors.0.field')).toMatch(/^status/);
  });
});

describe('an upload that no file can be taken from', () => {
  it.each([
    ['in another field', ['fichier']],
    ['twice', ['file', 'file']],
  ])('is told which field to use: %s', async (_, fields) => {
    const form = new FormData();
    for (const field of fields) form.append(field, new Blob(['x']), 'EDT.xml');
    const { status, body } = await api.call('POST', '/campuses/CITE/imports', { token: api.operator, form });
    expect([status, at(body, 'code')]).toEqual([422, 'file_required']);
    expect(at(body, 'detail')).toMatch('le champ « file »');
  });
});

describe('the process', () => {
  it('is alive, and ready without Temporal, which it shows as degraded', async () => {
    expect((await api.call('GET', '//healthz')).body).toEqual({ status: 'ok' });
    const ready = await api.call('GET', '//readyz');
    expect(ready.status).toBe(200);
    expect(at(ready.body, 'details')).toMatchObject({
      database: { status: 'up' },
      storage: { status: 'up' },
      temporal: { status: 'degraded' },
    });
  });

  it('counts its imports and requests for Prometheus', async () => {
    await uploaded();
    await api.get('/campuses/CITE/imports');
    const { body } = await api.call('GET', '//metrics');
    expect(body).toMatch('imports{status="received"} 3');
    expect(body).toMatch('imports{status="interrupted"} 0');
    expect(body).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/campuses\/:campus\/imports",status="200"\} \d+/,
    );
  });

  it('publishes its contract with the schemas it validates by', async () => {
    const { body } = await api.call('GET', '//api/openapi.json');
    const operation = 'paths./api/v1/campuses.post';
    const named = (path: string) => {
      const name = textAt(body, `${path}.schema.$ref`).replace('#/components/schemas/', '');
      return `components.schemas.${name}`;
    };
    expect(at(body, `${named(`${operation}.requestBody.content.application/json`)}.required`)).toEqual([
      'code',
      'name',
      'establishments',
    ]);
    expect(at(body, `${named(`${operation}.responses.201.content.application/json`)}.type`)).toBe('object');
    expect(
      at(body, `${named(`${operation}.responses.default.content.application/problem+json`)}.required`),
    ).toContain('requestId');
    const page = await api.call('GET', '//api/docs');
    expect(page.status).toBe(200);
    expect(page.body).toMatch('swagger-ui');
  });

  it('answers an unknown address with a French problem, and never names its software', async () => {
    const { status, headers, body } = await api.get('/nowhere');
    expect([status, at(body, 'code')]).toEqual([404, 'not_found']);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).not.toMatch('upgrade-insecure-requests');
    expect(headers.get('x-request-id')).toBe(at(body, 'requestId'));
  });

  it('refuses unreadable JSON with 400', async () => {
    const response = await fetch(`${api.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
  });
});
