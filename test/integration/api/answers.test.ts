// What every answer has in common, whatever the resource: problems, pages, what a body may be.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rename } from 'node:fs/promises';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at } from '../../support/json-at.js';
import { declareSchool } from '../../support/campus.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ TRUSTED_PROXIES: '10.0.0.0/8' });
  for (const code of ['A', 'B', 'C', 'D']) await declareSchool(api, code);
});
afterAll(() => api.stop());

describe('a problem', () => {
  it.each(['/', '/api', '/nothing', '/api/v1/nothing'])(
    'is what POST %s answers, in French',
    async (path) => {
      const answer = await fetch(`${api.url}${path}`, { method: 'POST' });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'not_found', title: 'Introuvable', status: 404 });
    },
  );

  it.each([
    ['what is not JSON', '{', 400],
    ['what is too large', JSON.stringify({ login: 'a'.repeat(1_100_000) }), 413],
  ])('has the id of its request, also for %s', async (_, body, status) => {
    const answer = await fetch(`${api.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(status);
    const requestId = at(await answer.json(), 'requestId');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-request-id')).toBe(requestId);
  });

  it('keeps the request id that a proxy gave', async () => {
    const answer = await fetch(`${api.url}/api/v1/campuses`, { headers: { 'x-request-id': 'proxy-12345' } });
    expect(at(await answer.json(), 'requestId')).toBe('proxy-12345');
  });
});

describe('a body', () => {
  const send = (contentType: string, body: string) =>
    fetch(`${api.url}/api/v1/campuses`, {
      method: 'POST',
      headers: { 'content-type': contentType, authorization: `Bearer ${api.operator}` },
      body,
    });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'sent as %s is refused for its type, not for its fields',
    async (type) => {
      const answer = await send(type, '{"code": "E"}');
      expect(answer.status).toBe(415);
      expect(at(await answer.json(), 'code')).toBe('unsupported_media_type');
    },
  );

  it('may be absent where nothing is required', async () => {
    const token = await api.signIn('viewer', 'A');
    const answer = await api.call('POST', '/auth/logout', { token });
    expect(answer.status).toBe(204);
  });
});

describe('a list', () => {
  it('has no next page once its last row is shown, even on a full page', async () => {
    const whole = await api.get('/campuses?limit=4');
    expect(at(whole.body, 'items')).toHaveLength(4);
    expect(whole.body).toMatchObject({ nextCursor: null, total: 4 });
    const first = await api.get('/campuses?limit=3');
    expect(at(first.body, 'nextCursor')).toEqual(expect.any(String));
  });
});

it('is not ready without its storage, says so by dependency, and stays alive', async () => {
  const { spoolDirectory } = api.files;
  await rename(spoolDirectory, `${spoolDirectory}-away`);
  try {
    const answer = await api.call('GET', '//readyz');
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({
      status: 'error',
      details: { database: { status: 'up' }, storage: { status: 'down' }, temporal: { status: 'degraded' } },
    });
    expect((await api.call('GET', '//healthz')).status).toBe(200);
  } finally {
    await rename(`${spoolDirectory}-away`, spoolDirectory);
  }
});

it('shows the documentation to who types the address alone', async () => {
  const answer = await fetch(`${api.url}/`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('/api/docs');
});

it('does not believe the address that a client writes itself', async () => {
  const attempt = (address: number) =>
    fetch(`${api.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${address}` },
      body: JSON.stringify({ login: `guess-${address}`, password: 'no' }),
    });
  const statuses: number[] = [];
  for (let address = 0; address < 31; address += 1) statuses.push((await attempt(address)).status);
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
  expect(statuses.at(-1)).toBe(429);
}, 60_000);

describe('an answer', () => {
  const length = async (path: string, encoding: string) => {
    const answer = await fetch(`${api.url}${path}`, {
      headers: { authorization: `Bearer ${api.operator}`, 'accept-encoding': encoding },
    });
    await answer.arrayBuffer();
    return [answer.status, answer.headers.get('content-encoding'), answer.headers.get('vary')] as const;
  };

  it.each(['gzip', 'br'])('that is long is compressed for who reads %s', async (encoding) => {
    expect(await length('/api/openapi.json', encoding)).toEqual([
      200,
      encoding,
      expect.stringMatching('Accept-Encoding'),
    ]);
    expect((await length('/api/openapi.json', 'identity'))[1]).toBeNull();
    expect((await length('/api/v1/auth/me', encoding))[1]).toBeNull();
  });
});
