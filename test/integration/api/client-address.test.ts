// Behind proxies, wrong passwords are counted for the client that the trusted ones name, however they write it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' });
});
afterAll(() => api.stop());

/** More than an address may try in ten minutes, each for another login. */
const TRIES = 31;

describe('the tries of a client', () => {
  it.each([
    ['with a port', (n: number) => `198.51.100.7:${5000 + n}`, '198.51.100.8:5000'],
    [
      'through two proxies',
      (n: number) => `203.0.113.${n}, 198.51.100.17, 10.1.2.${n}:443`,
      '198.51.100.18, 10.1.2.3',
    ],
    ['between blanks', (n: number) => `203.0.113.${n} ,, 198.51.100.27 ,\t`, '198.51.100.28'],
    ['of a network of IPv6', (n: number) => `[2001:db8:0:7::${n}]:${5000 + n}`, '[2001:db8:0:8::1]:5000'],
  ])(
    'are counted together and for nobody else, written %s',
    async (_how, forwarded, neighbour) => {
      const attempt = async (from: string, login: string) => {
        const headers = { 'x-forwarded-for': from };
        return (await api.call('POST', '/auth/login', { headers, json: { login, password: 'no' } })).status;
      };
      const statuses: number[] = [];
      for (let n = 1; n <= TRIES; n += 1) statuses.push(await attempt(forwarded(n), `${neighbour}-${n}`));
      expect(statuses).toEqual([...Array.from({ length: TRIES - 1 }, () => 401), 429]);
      expect(await attempt(neighbour, 'somebody')).toBe(401);
    },
    60_000,
  );
});
