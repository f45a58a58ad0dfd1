// Files of people that are too many, through the API: refused before their bytes, in French, with when to come back.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareCampus } from '../../support/campus.js';
import { at, textAt } from '../../support/json-at.js';
import { until } from '../../support/until.js';
import { RawConnection } from '../../support/webdav/raw-http.js';

const PER_HOUR = 2;

let api: TestApi;
let manager: string;
beforeAll(async () => {
  api = await startTestApi({ DEPOSITS_PER_HOUR_PER_ACCOUNT: String(PER_HOUR) });
  for (const code of ['CITE', 'AUTRE'])
    await declareCampus(api, code, [{ code: 'college', uai: '0134567A', name: 'Collège' }]);
  manager = await api.signIn('manager', 'CITE');
});
afterAll(() => api.stop());

function upload(token: string, content: string, campus = 'CITE') {
  const form = new FormData();
  form.append('file', new Blob([content]), 'EDT.zip');
  return api.call('POST', `/campuses/${campus}/imports`, { token, form });
}

const refusedAt = async (campus: string): Promise<unknown> => {
  // « cite » is in the names of both.
  const { body } = await api.get('/operator/campuses?sort=code');
  const codes = [at(body, 'items.0.code'), at(body, 'items.1.code')];
  return at(body, `items.${codes.indexOf(campus)}.depositsRefusedAt`);
};

it('are refused as at the door, and leave nothing', async () => {
  for (let index = 0; index < PER_HOUR; index += 1)
    expect((await upload(manager, `contenu ${index}`)).status).toBe(202);
  const { status, body, headers } = await upload(manager, 'contenu de trop');
  expect([status, at(body, 'code')]).toEqual([429, 'too_many_deposits']);
  expect(textAt(body, 'detail')).toMatch(
    /trop de fichiers en une heure \(2 au plus\).*Renvoyez-le dans 60 minutes/,
  );
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
  expect(at((await api.get('/campuses/CITE/imports')).body, 'total')).toBe(PER_HOUR);
});

it('are those of the person: somebody else’s are welcome', async () => {
  expect((await upload(api.operator, 'contenu')).status).toBe(202);
  expect((await upload(api.operator, 'contenu', 'AUTRE')).status).toBe(202);
});

it('are told to operators: which school, when, and how many', async () => {
  for (let index = 0; index < 5; index += 1) await upload(manager, `contenu ${index}`);
  await until(async () => (await refusedAt('CITE')) ?? undefined, { timeoutMs: 10_000 });
  expect(await refusedAt('CITE')).toMatch(/^2026-11-24T07:/);
  expect(await refusedAt('AUTRE')).toBeNull();
  const figures = textAt(await api.call('GET', '//metrics'), 'body');
  expect(figures).toMatch(/timetable_deposits_refused_total\{reason="account_rate"\} 6\n/);
});

it('are so many at once; those whose client leaves make room again, and leave nothing', async () => {
  const beginning = [
    'POST /api/v1/campuses/AUTRE/imports HTTP/1.1',
    ...['Host: x', `Authorization: Bearer ${api.operator}`, 'Content-Length: 100000'],
    'Content-Type: multipart/form-data; boundary=x',
  ];
  const body = '--x\r\nContent-Disposition: form-data; name="file"; filename="EDT.zip"\r\n\r\nle début';
  const spooled = () => readdir(api.files.spoolDirectory);
  const connections = [];
  for (let i = 0; i < 8; i += 1) {
    const connection = await RawConnection.open(Number(new URL(api.url).port));
    connection.send(beginning, Buffer.from(body));
    connections.push(connection);
  }
  await until(async () => ((await spooled()).length === 8 ? true : undefined), { timeoutMs: 10_000 });
  const { status, body: refusal, headers } = await upload(api.operator, 'un de plus', 'AUTRE');
  expect([status, at(refusal, 'code')]).toEqual([429, 'too_many_deposits']);
  expect(textAt(refusal, 'detail')).toMatch(/déjà 8 fichiers/);
  expect(headers.get('retry-after')).toBe('30');
  for (const connection of connections) connection.close();
  await until(async () => ((await spooled()).length === 0 ? true : undefined), { timeoutMs: 10_000 });
});
