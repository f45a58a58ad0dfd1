// What no request may bring: text that the database cannot hold, and parameters that a route does not have. Every route of the
// published contract is tried, so that one to come is too.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at } from '../../support/json-at.js';
import { letInDepositor } from '../../support/let-in-depositor.js';
import { notify } from '../../support/notified-account.js';
import {
  PublishedContract,
  type JsonSchema,
  type PublishedOperation,
} from '../../support/published-contract.js';

interface Route extends PublishedOperation {
  readonly body: JsonSchema | undefined;
  readonly takesFile: boolean;
}

const UNSTORABLE = [
  ['a null character', 'a\0b'],
  ['half a character', 'a\ud83db'],
] as const;
const NOT_UTF8 = '%ED%A0%BD';

let api: TestApi;
let contract: PublishedContract;
let routes: readonly Route[];
let importId: string;
beforeAll(async () => {
  api = await startTestApi();
  const scenario = await ImportScenario.create(api.database, 'CITE', ['A']);
  importId = (await scenario.begin()).importId;
  contract = await PublishedContract.of(api.url);
  routes = contract.routes.map((route) => ({
    ...route,
    body: route.requestBody?.content['application/json']?.schema,
    takesFile: route.requestBody?.content['multipart/form-data'] !== undefined,
  }));
});
afterAll(() => api.stop());

const VALUES: Readonly<Record<string, string>> = {
  campus: 'CITE',
  establishment: 'A',
  kind: 'teacher',
  id: '1',
};
const filled = (path: string, put: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => put[name] ?? VALUES[name] ?? (name === 'importId' ? importId : 'x'),
  );

/** Paths of the fields of a body that may hold text. */
function textFields(schema: JsonSchema, path: readonly string[] = []): string[][] {
  const { properties, items, anyOf, type, enum: values } = contract.resolved(schema);
  if (anyOf !== undefined) return anyOf.flatMap((one) => textFields(one, path));
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([name, field]) => textFields(field, [...path, name]));
  if (items !== undefined) return textFields(items, [...path, '0']);
  return [type].flat().includes('string') || values !== undefined ? [[...path]] : [];
}

/** A body that is wrong in any case, and has that text there. */
const bodyWith = (path: readonly string[], text: string): unknown =>
  path.reduceRight<unknown>((inner, name) => (name === '0' ? [inner] : { [name]: inner }), text);

describe('text that the database cannot hold', () => {
  it.each(UNSTORABLE)('is 400 and names its field, in every field of every body (%s)', async (_, text) => {
    const answers: unknown[] = [];
    const expected: unknown[] = [];
    for (const { method, path, body } of routes) {
      for (const field of body === undefined ? [] : textFields(body)) {
        const answer = await api.call(method, filled(path), {
          token: api.operator,
          json: bodyWith(field, text),
        });
        const name = field.join('.');
        answers.push([
          method,
          path,
          answer.status,
          at(answer.body, 'code'),
          at(answer.body, 'errors.0.field'),
        ]);
        expected.push([method, path, 400, 'validation_failed', name]);
      }
    }
    expect(expected.length).toBeGreaterThan(40);
    expect(answers).toEqual(expected);
  });

  it.each([...UNSTORABLE])(
    'is 400 as the name of a field, also of one that nobody reads (%s)',
    async (_, text) => {
      for (const { method, path, body } of routes.filter((route) => route.body !== undefined)) {
        const json = { [text]: 1, other: body };
        const { status, body: problem } = await api.call(method, filled(path), { token: api.operator, json });
        expect([method, path, status, at(problem, 'errors.0.field')]).toEqual([
          method,
          path,
          400,
          'a\u{FFFD}b',
        ]);
      }
    },
  );

  it('is 400 and names its parameter, in every query', async () => {
    for (const { method, path, parameters } of routes) {
      for (const { name } of parameters.filter((parameter) => parameter.in === 'query')) {
        for (const value of ['a%00b', NOT_UTF8]) {
          const { status, body } = await api.call(method, `${filled(path)}?${name}=${value}`, {
            token: api.operator,
          });
          expect([method, path, status, at(body, 'errors.0.field')]).toEqual([method, path, 400, name]);
        }
      }
    }
    expect((await api.get('/campuses?%00=1')).status).toBe(400);
  });

  it('leads nowhere in an address', async () => {
    for (const { method, path, parameters } of routes) {
      for (const { name } of parameters.filter((parameter) => parameter.in === 'path')) {
        for (const value of ['a%00b', NOT_UTF8]) {
          const { status } = await api.call(method, filled(path, { [name]: value }), {
            token: api.operator,
            ...(method === 'GET' ? {} : { json: {} }),
          });
          expect([method, path, [400, 404].includes(status)]).toEqual([method, path, true]);
        }
      }
    }
  });

  it('is 400 at the sign-in, to anybody', async () => {
    for (const [, text] of UNSTORABLE) {
      for (const field of ['login', 'password']) {
        const json = { login: 'admin', password: 'x', [field]: text };
        const { status, body } = await api.call('POST', '/auth/login', { json });
        expect([status, at(body, 'errors.0.field')]).toEqual([400, field]);
      }
    }
  });

  it('is 400 in the fields of a form, and the file that came with them is not kept', async () => {
    const form = new FormData();
    form.append('file', new Blob(['x']), 'EDT.xml');
    form.append('establishment', 'a\0b');
    const { status, body } = await api.call('POST', '/campuses/CITE/imports', { token: api.operator, form });
    expect([status, at(body, 'errors.0.field')]).toEqual([400, 'establishment']);
    expect(await readdir(api.files.spoolDirectory)).toEqual([]);
  });

  it('is 400 in the name of a file', async () => {
    const boundary = 'the-boundary';
    const answer = await fetch(`${api.url}/api/v1/campuses/CITE/imports`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${api.operator}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body: [
        `--${boundary}`,
        `Content-Disposition: form-data; name="file"; filename*=utf-8''a%00b.xml`,
        'Content-Type: text/xml',
        '',
        '<x/>',
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    });
    expect([answer.status, at(await answer.json(), 'errors.0.field')]).toEqual([400, 'file']);
    expect(await readdir(api.files.spoolDirectory)).toEqual([]);
  });
});

describe('a parameter that a route does not have', () => {
  it('is 400 on every route, with those that it has', async () => {
    const { cookie } = await letInDepositor(api, await notify(api.database, 'CITE'));
    for (const { method, path, parameters } of routes.filter(({ path }) => path !== '/auth/login')) {
      const { status, body } = await api.call(method, `${filled(path)}?clas=6A`, {
        ...(path.startsWith('/depositor/')
          ? { headers: { cookie: `depositor=${cookie}` } }
          : { token: api.operator }),
        ...(method === 'GET' ? {} : { json: {} }),
      });
      const known = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
      expect([method, path, status, at(body, 'errors.0.field')]).toEqual([method, path, 400, 'clas']);
      for (const name of known) expect(at(body, 'errors.0.message')).toMatch(name);
    }
  });

  it('is told only to those who may ask', async () => {
    expect((await api.call('GET', '/campuses?x=1')).status).toBe(401);
  });

  it('troubles no probe', async () => {
    expect((await fetch(`${api.url}/healthz?nocache=1`)).status).toBe(200);
  });
});

describe('a parameter that makes no sense', () => {
  const SESSIONS = '/establishments/CITE/A/sessions';
  it.each([
    ['/campuses?limit=', 'limit'],
    ['/campuses?limit=0', 'limit'],
    ['/campuses?limit=-1', 'limit'],
    ['/campuses?limit=1e9', 'limit'],
    ['/campuses?limit=ten', 'limit'],
    ['/campuses?limit=1.5', 'limit'],
    ['/campuses?limit=1&limit=2', 'limit'],
    ['/campuses?cursor=nonsense', 'cursor'],
    ['/campuses?cursor=a&cursor=b', 'cursor'],
    ['/campuses/CITE/imports?cursor=WyIyMDI2LTEzLTAxIl0', 'cursor'],
    ['/campuses/CITE/imports?status=', 'status'],
    ['/campuses/CITE/imports?status=lost', 'status.0'],
    ['/campuses/CITE/imports?origin=', 'origin'],
    ['/campuses/CITE/imports?from=', 'from'],
    ['/campuses/CITE/imports?from=0000-01-01', 'from'],
    ['/campuses/CITE/matches?kind=room', 'kind'],
    [`${SESSIONS}?from=0000-01-01`, 'from'],
    [`${SESSIONS}?from=2026-02-30`, 'from'],
    [`${SESSIONS}?class=6A&class=6B`, 'class'],
    [`${SESSIONS}?class[]=6A`, 'class[]'],
    [`${SESSIONS}?class=`, 'class'],
    [`${SESSIONS}?class=${'x'.repeat(300)}`, 'class'],
  ])('is 400 and named: %s', async (path, field) => {
    const { status, body } = await api.get(path);
    expect([status, at(body, 'code'), at(body, 'errors.0.field')]).toEqual([400, 'validation_failed', field]);
  });
});

describe('a body that a route does not read', () => {
  const form = () => {
    const fields = new FormData();
    fields.append('pupils', '[]');
    return fields;
  };

  it('is 415 on every route, and never done without', async () => {
    const changing = routes.filter(({ method }) => method !== 'GET');
    for (const { method, path, takesFile } of changing) {
      const bodies = takesFile ? [new URLSearchParams('a=1')] : [new URLSearchParams('a=1'), form()];
      for (const body of bodies) {
        const answer = await fetch(`${api.url}/api/v1${filled(path)}`, {
          ...{ method, body },
          headers: { connection: 'close', authorization: `Bearer ${api.operator}` },
        });
        const code = at(await answer.json(), 'code');
        expect([method, path, answer.status, code]).toEqual([method, path, 415, 'unsupported_media_type']);
      }
    }
    expect(changing.filter(({ takesFile }) => takesFile).length).toBeGreaterThan(2);
    expect((await api.get('/auth/me')).status).toBe(200);
  });

  it('is missing: 400, and each field that is required is named', async () => {
    const { status, body } = await api.send('POST', '/accounts');
    expect([status, at(body, 'errors.*.field')]).toEqual([400, ['login', 'name', 'role']]);
    for (const { method, path } of routes.filter((route) => route.body !== undefined)) {
      const answer = await api.call(method, filled(path), { token: api.operator });
      expect([method, path, answer.status]).not.toEqual([method, path, 500]);
    }
  });
});

describe('what people send about themselves', () => {
  const ODD: readonly unknown[] = [7, true, [], {}, ['x'], '', 'x'.repeat(5_000), { toString: 'x' }];

  /** Each odd value in place of one field of a body that is right but for it. */
  async function refusals(
    route: readonly ['PATCH' | 'POST', string],
    field: string,
    call: { readonly token?: string; readonly rest?: object } = {},
  ): Promise<void> {
    const [method, path] = route;
    for (const value of ODD) {
      const json = { ...call.rest, [field]: value };
      const { status, body } = await api.call(method, path, { token: call.token ?? api.operator, json });
      expect([value, status, at(body, 'code')]).toEqual([value, 400, 'validation_failed']);
      expect(at(body, 'errors.*.field')).toContain(field);
      expect(at(body, 'errors.0.message')).toMatch(/^(Ce|Valeurs|Choisissez)/);
    }
  }

  it('is 400 where it makes no sense, and its field is named: mails, password, link of a depositor', async () => {
    await refusals(['PATCH', '/auth/me'], 'email');
    await refusals(['PATCH', '/auth/me'], 'mailPreference');
    await refusals(['POST', '/depositor/session'], 'link');
    // Tries of one person are counted, whatever they hold.
    const [viewer, manager] = [await api.signIn('viewer', 'CITE'), await api.signIn('manager', 'CITE')];
    const right = { currentPassword: 'password', newPassword: 'cheval agrafe batterie' };
    await refusals(['POST', '/auth/password'], 'currentPassword', { token: viewer, rest: right });
    await refusals(['POST', '/auth/password'], 'newPassword', { token: manager, rest: right });
    expect(
      (await api.call('POST', '/auth/login', { json: { login: 'viewer.cite', password: 'password' } }))
        .status,
    ).toBe(200);
  });

  it('ends no session unless it says so in a way that exists', async () => {
    await declareSchool(api, 'AUTRE');
    const token = await api.signIn('manager', 'AUTRE');
    for (const query of [
      'everywhere=',
      'everywhere=peut-être',
      'everywhere=1e9',
      'everywhere=true&everywhere=true',
      'everywhere[]=true',
    ]) {
      const { status, body } = await api.call('POST', `/auth/logout?${query}`, { token });
      expect([query, status, at(body, 'errors.0.field')]).toEqual([query, 400, query.split('=')[0]]);
    }
    expect((await api.call('GET', '/auth/me', { token })).status).toBe(200);
    expect((await api.call('POST', '/auth/logout?everywhere=true', { token })).status).toBe(204);
    expect((await api.call('GET', '/auth/me', { token })).status).toBe(401);
  });

  it('opens nothing of a depositor by a link or a cookie that nobody gave out', async () => {
    const forged = ['x', 'a.b.c', '%', '..', 'eyJhbGciOiJub25lIn0.e30.', '"', '9'.repeat(2_000)];
    for (const link of forged) {
      const { status, body } = await api.call('POST', '/depositor/session', { json: { link } });
      expect([link, status, at(body, 'code')]).toEqual([link, 401, 'link_expired']);
    }
    for (const value of forged) {
      const headers = { cookie: `depositor=${value}; depositor=${value}` };
      for (const [method, path] of [
        ['GET', 'session'],
        ['GET', 'deposits'],
        ['POST', 'password'],
      ] as const) {
        const { status, body } = await api.call(method, `/depositor/${path}`, { headers });
        expect([value, path, status, at(body, 'code')]).toEqual([value, path, 401, 'link_expired']);
      }
    }
  });

  it('asks for a page of one’s deposits in a way that exists', async () => {
    const { cookie } = await letInDepositor(api, await notify(api.database, 'CITE', { user: 'intendance' }));
    for (const query of ['limit=0', 'limit=1&limit=2', 'limit=501', 'cursor=nonsense', 'cursor=a&cursor=b']) {
      const { status, body } = await api.call('GET', `/depositor/deposits?${query}`, {
        headers: { cookie: `depositor=${cookie}` },
      });
      expect([query, status, at(body, 'errors.0.field')]).toEqual([query, 400, query.split('=')[0]]);
    }
  });
});
