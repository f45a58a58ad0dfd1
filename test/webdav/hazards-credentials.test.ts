// Who is not who they say, guesses, or is only curious: what they are told, and what it costs others. Numbers are those of
// the reference's table.
import { describe, expect, it } from '@jest/globals';
import { basic } from '../support/webdav/dav-client.js';
import { LOGIN, OTHER_LOGIN, PASSWORD } from '../support/webdav/deposit-world.js';
import { exchange } from '../support/webdav/raw-http.js';
import { HazardSuite } from '../support/webdav/hazard-suite.js';

const suite = HazardSuite.register();

describe('credentials', () => {
  it.each([
    ['toString'],
    ['__proto__'],
    ['constructor'],
    ['toString:'],
    ['__proto__:undefined'],
    [':'],
    [''],
  ])('named after what every object has open nothing: %j (14)', async (text) => {
    const address = `198.51.100.${Math.floor(Math.random() * 250)}`;
    const headers = {
      Authorization: `Basic ${Buffer.from(text).toString('base64')}`,
      'X-Forwarded-For': address,
    };
    expect(await suite.client.status('PUT', '/webdav/jaures/EDT.zip', { body: 'x', headers })).toBe(401);
  });

  it('offer no Digest; a refusal of access is 403, so that Windows does not ask again and again (15, 16)', async () => {
    const challenge = await exchange(suite.world.door.port, ['GET /webdav/jaures/ HTTP/1.1', 'Host: x']);
    expect(challenge?.headers['www-authenticate']).toBe('Basic realm="Import EDT", charset="UTF-8"');
    const foreign = await suite.client.request('GET', '/webdav/hugo/');
    expect(foreign.status).toBe(403);
    expect(foreign.headers['www-authenticate']).toBeUndefined();
  });

  it('are never in the log, and the login neither', async () => {
    await suite.client.request(
      'PUT',
      `http://${LOGIN}:${PASSWORD}@ent.example/webdav/hugo/x.zip?p=${PASSWORD}`,
      {
        body: 'x',
      },
    );
    await suite.client.request('GET', '/webdav/hugo/');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(suite.world.door.log).toContain('/webdav/hugo/x.zip');
    for (const secret of [PASSWORD, LOGIN, suite.client.authorization.split(' ')[1] ?? '']) {
      expect(suite.world.door.log).not.toContain(secret);
    }
  });

  it('that are guessed in a flood cost few hashes, while a good client goes on without waiting for them', async () => {
    const good = { headers: { 'X-Forwarded-For': '192.0.2.10' } };
    expect(await suite.client.status('GET', '/webdav/jaures/', good)).toBe(200);
    const flood = Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        suite.client.status('PUT', '/webdav/jaures/EDT.zip', {
          body: 'x',
          // One login from twenty addresses, which a limit by address alone would let through.
          headers: {
            Authorization: basic('emp.cible', `guess ${i}`),
            'X-Forwarded-For': `203.0.113.${100 + (i % 20)}`,
          },
        }),
      ),
    );
    const waits: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      const started = performance.now();
      expect(await suite.client.status('GET', '/webdav/jaures/', good)).toBe(200);
      waits.push(performance.now() - started);
    }
    const statuses = await flood;
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    // 20 for the login, and those already being hashed.
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(22);
    expect(Math.max(...waits)).toBeLessThan(2000);
  });

  it('take as long to refuse whether the login exists or not', async () => {
    let address = 0;
    /** In processor time, which a busy machine does not stretch. */
    const refusing = async (login: string): Promise<number> => {
      const before = await suite.world.door.cpuMs();
      for (let i = 0; i < 8; i += 1) {
        address += 1;
        const headers = {
          Authorization: basic(login, `no ${address}`),
          'X-Forwarded-For': `198.18.0.${address}`,
        };
        expect(await suite.client.status('GET', '/webdav/jaures/', { headers })).toBe(401);
      }
      return (await suite.world.door.cpuMs()) - before;
    };
    const known = await refusing(LOGIN);
    expect(known).toBeGreaterThan(100);
    const ratio = (await refusing('emp.personne')) / known;
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  it('that are guessed are stopped, while a good client goes on', async () => {
    const guess = (i: number): Promise<number> =>
      suite.client.status('GET', '/webdav/jaures/', {
        headers: { Authorization: basic(`emp.guess.${i}`, 'guess'), 'X-Forwarded-For': '203.0.113.66' },
      });
    const statuses: number[] = [];
    for (let i = 0; i < 14; i += 1) statuses.push(await guess(i));
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.slice(10)).toEqual([429, 429, 429, 429]);
    const good = { headers: { 'X-Forwarded-For': '203.0.113.66' } };
    expect(await suite.client.status('GET', '/webdav/jaures/', good)).toBe(200);
  });

  it('that are guessed are stopped in any spelling of the login, and from all addresses of one subscriber', async () => {
    const guess = (login: string, i: number, address: string): Promise<number> =>
      suite.client.status('GET', '/webdav/jaures/', {
        headers: { Authorization: basic(login, `guess ${i}`), 'X-Forwarded-For': address },
      });
    const spelt: number[] = [];
    for (let i = 0; i < 24; i += 1) spelt.push(await guess('emp%2eepele', i, `198.18.1.${i}`));
    expect(spelt).toEqual([...Array.from({ length: 20 }, () => 401), 429, 429, 429, 429]);
    const subscribed: number[] = [];
    for (let i = 0; i < 12; i += 1) subscribed.push(await guess(`emp.v6.${i}`, i, `2001:db8:0:1::${i + 1}`));
    expect(subscribed).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  });

  it('that are yesterday’s, sent on by one program, keep no other of the same school out', async () => {
    const from = { 'X-Forwarded-For': '203.0.113.77' };
    const stale = { headers: { ...from, Authorization: basic(OTHER_LOGIN, 'yesterday') } };
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) statuses.push(await suite.client.status('GET', '/webdav/hugo/', stale));
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    // Not seen since the door opened: it cannot be known to be good.
    const renewed = { headers: { ...from, Authorization: basic(OTHER_LOGIN, PASSWORD) } };
    expect(await suite.client.status('GET', '/webdav/hugo/', renewed)).toBe(200);
  });
});
