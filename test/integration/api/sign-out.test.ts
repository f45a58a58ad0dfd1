// What ends a session of a person, at once and for good: signing out, another password, the end of the account.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_SESSIONS, StaffSessionRepository, StaffAccountRepository } from '@timetable/persistence';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool } from '../../support/campus.js';
import { followUntilEnd, type FollowedStream } from '../../support/event-stream.js';
import { ImportScenario } from '../../support/import-scenario.js';
import { at, textAt } from '../../support/json-at.js';

const PASSWORD = 'velours-citron-42';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, 'MINE');
});
afterAll(() => api.stop());

const newAccount = (login: string, campus = 'MINE') =>
  api.send('POST', '/accounts', { login, name: login, role: 'manager', campus, password: PASSWORD });
const signIn = async (login: string, password = PASSWORD) =>
  textAt((await api.call('POST', '/auth/login', { json: { login, password } })).body, 'token');
const isOpen = async (token: string) => (await api.call('GET', '/auth/me', { token })).status === 200;

describe('a session', () => {
  it('ends when its person signs out, also for whoever kept the token; their other one goes on', async () => {
    await newAccount('a.out');
    const [here, elsewhere] = [await signIn('a.out'), await signIn('a.out')];
    expect((await api.call('POST', '/auth/logout', { token: here })).status).toBe(204);
    expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([false, true]);
  });

  it('ends with its account, whatever is created later under that login', async () => {
    await newAccount('b.out');
    const token = await signIn('b.out');
    expect((await api.send('DELETE', '/accounts/b.out')).status).toBe(204);
    await newAccount('b.out');
    expect(await isOpen(token)).toBe(false);
    expect(await isOpen(await signIn('b.out'))).toBe(true);
  });

  it('is one of few: the oldest ends when somebody opens one after the other', async () => {
    await newAccount('c.out');
    const first = await signIn('c.out');
    const sessions = new StaffSessionRepository(api.database);
    const hash = (await new StaffAccountRepository(api.database).passwordHash('c.out')) ?? '';
    const now = new Date();
    for (let opened = 0; opened < MOST_SESSIONS; opened += 1) {
      const createdAt = new Date(now.getTime() + opened + 1);
      await sessions.open(
        'c.out',
        { passwordHash: hash },
        { createdAt, expiresAt: new Date(now.getTime() + 3_600_000) },
      );
    }
    expect(await isOpen(first)).toBe(false);
  });
});

describe('a live stream', () => {
  const follow = async (login: string): Promise<{ token: string; stream: FollowedStream }> => {
    const scenario = await ImportScenario.create(api.database, `OF-${login.replace('.', '-')}`);
    const { importId } = await scenario.begin();
    await newAccount(login, scenario.campusCode);
    const token = await signIn(login);
    const url = `${api.url}/api/v1/imports/${importId}/events`;
    return { token, stream: await followUntilEnd(url, { authorization: `Bearer ${token}` }) };
  };

  it('ends when its person signs out', async () => {
    const { token, stream } = await follow('d.out');
    await api.call('POST', '/auth/logout', { token });
    await stream.ended;
  });

  it('ends when its account is deleted', async () => {
    const { stream } = await follow('e.out');
    await api.send('DELETE', '/accounts/e.out');
    await stream.ended;
  });

  it('ends when the password is given anew, and goes on in the session where its owner changes it', async () => {
    const { token, stream } = await follow('f.out');
    const newPassword = 'citron-velours-43';
    const json = { currentPassword: PASSWORD, newPassword };
    await api.call('POST', '/auth/password', { token, json });
    expect(stream.hasEnded()).toBe(false);
    await api.send('POST', '/accounts/f.out/password');
    await stream.ended;
  });

  it('is one of twenty of a person at most', async () => {
    const scenario = await ImportScenario.create(api.database, 'MANY');
    const { importId } = await scenario.begin();
    await newAccount('g.out', 'MANY');
    const token = await signIn('g.out');
    const headers = { authorization: `Bearer ${token}` };
    const url = `${api.url}/api/v1/imports/${importId}/events`;
    const streams = await Promise.all(Array.from({ length: 20 }, () => followUntilEnd(url, headers)));
    const refused = await api.call('GET', `/imports/${importId}/events`, { token });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(at(refused.body, 'detail')).toMatch(/en direct/);
    streams[0]?.leave();
    await streams[0]?.ended;
    const again = await followUntilEnd(url, headers);
    for (const stream of [...streams, again]) stream.leave();
  });
});
