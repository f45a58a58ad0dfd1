// PostgreSQL that neither answers nor refuses, or takes too long: people are told so in time, and served again once it is back.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdCampus } from '../../support/held-campus.js';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { at } from '../../support/json-at.js';
import type { Answer } from '../../support/rest-call.js';
import { until } from '../../support/until.js';
import { OwnPostgres } from '../../support/webdav/own-postgres.js';

/** Fewer and shorter than in production: what is tested is that there are any. */
const POOL = 3;
const LIMITS = { acquireMs: 1_000, statementMs: 1_500, silenceMs: 2_500 };
/** Of the slowest answer: it waited for a connection, then on it. */
const PATIENCE_MS = 2 * (LIMITS.acquireMs + LIMITS.silenceMs);

let postgres: OwnPostgres;
let api: TestApi;
beforeAll(async () => {
  postgres = await OwnPostgres.create();
  const { database, url } = await postgres.openDatabase({ poolSize: POOL, timeLimits: LIMITS });
  api = await startTestApi({}, {}, { database, url, drop: () => database.close() });
  await declareSchool(api, 'MINE');
});
afterAll(async () => {
  postgres.thaw();
  await api.stop();
  await postgres.destroy();
});

const timed = async (ask: () => Promise<Answer>): Promise<Answer & { tookMs: number }> => {
  const startedAt = performance.now();
  return { ...(await ask()), tookMs: performance.now() - startedAt };
};

const settings = () => api.get('/campuses/MINE/import-settings');
const rename = () => api.send('PATCH', '/campuses/MINE', { name: 'Collège' });
const signIn = () =>
  api.call('POST', '/auth/login', { json: { login: 'admin', password: 'operator-password' } });

function expectUnavailable(answer: Answer & { tookMs: number }): void {
  expect([answer.status, at(answer.body, 'code')]).toEqual([503, 'unavailable']);
  expect(at(answer.body, 'detail')).toMatch(/ne répond pas/);
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(answer.tookMs).toBeLessThan(PATIENCE_MS);
}

describe('while the database is frozen', () => {
  it('everything asked is refused in time, more of it than there are connections, and all goes on afterwards', async () => {
    expect((await settings()).status).toBe(200);
    await postgres.freeze();
    const asked = [settings, rename, signIn].flatMap((ask) => Array.from({ length: POOL }, () => ask));
    for (const answer of await Promise.all(asked.map(timed))) expectUnavailable(answer);
    expect((await api.call('GET', '//healthz')).status).toBe(200);
    postgres.thaw();
    await until(async () => ((await settings()).status === 200 ? true : undefined), {
      timeoutMs: 15_000,
      what: 'the database',
    });
    expect((await Promise.all(asked.map(timed))).map(({ status }) => status)).toEqual(asked.map(() => 200));
  }, 60_000);
});

describe('while a row is held', () => {
  it('who waits for it is refused in time, and nothing of what they asked is done', async () => {
    const release = await holdCampus(api.database, 'MINE');
    expectUnavailable(await timed(() => api.send('PATCH', '/campuses/MINE', { name: 'Autre' })));
    await release();
    expect(at((await api.get('/campuses/MINE')).body, 'name')).not.toBe('Autre');
  }, 30_000);
});
