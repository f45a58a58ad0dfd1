import { beforeEach, describe, expect, it } from '@jest/globals';
import { LockTable, type LockClient, type WebdavLock } from './lock-table.js';

const NOW = new Date('2026-09-14T08:00:00Z');
const FILE = ['jaures', 'dir', 'EDT.zip'];
const DIR = ['jaures', 'dir'];
const NOBODY = { login: 'marie', tokens: new Set<string>() };
const CLIENT: LockClient = { program: 'EDT', address: '192.0.2.1', isConnected: () => true };
const refused = (status: number): unknown => expect.objectContaining({ status });

let locks: LockTable;

beforeEach(() => {
  locks = new LockTable();
});

function take(
  path: readonly string[],
  overrides: Partial<Parameters<LockTable['take']>[0]> = {},
  now = NOW,
): WebdavLock {
  return locks.take(
    {
      path,
      isDeep: true,
      isExclusive: true,
      login: 'marie',
      owner: undefined,
      client: CLIENT,
      timeoutSeconds: 300,
      ...overrides,
    },
    now,
  );
}

const holder = (...held: WebdavLock[]): { login: string; tokens: Set<string> } => ({
  login: 'marie',
  tokens: new Set(held.map(({ token }) => token)),
});
const write = { path: FILE, touchesParent: false, isDeep: false };

describe('locks', () => {
  it('close a resource and everything below it to who does not show their token', () => {
    const lock = take(DIR);
    expect(() => {
      locks.assertFree(write, NOBODY, NOW);
    }).toThrow(refused(423));
    locks.assertFree(write, holder(lock), NOW);
    locks.assertFree({ ...write, path: ['jaures', 'other'] }, NOBODY, NOW);
    locks.assertFree({ ...write, path: ['hugo', 'dir', 'EDT.zip'] }, NOBODY, NOW);
  });

  it('are worth nothing in the hands of another account', () => {
    const lock = take(FILE);
    expect(() => {
      locks.assertFree(write, { ...holder(lock), login: 'jean' }, NOW);
    }).toThrow(refused(423));
    expect(locks.release({ path: FILE, token: lock.token, login: 'jean' }, NOW)).toBe(false);
    expect(locks.release({ path: FILE, token: lock.token, login: 'marie' }, NOW)).toBe(true);
    locks.assertFree(write, NOBODY, NOW);
  });

  it('of depth 0 on a collection protect its members from coming and going, not from changing', () => {
    take(DIR, { isDeep: false });
    locks.assertFree(write, NOBODY, NOW);
    expect(() => {
      locks.assertFree({ ...write, touchesParent: true }, NOBODY, NOW);
    }).toThrow(refused(423));
  });

  it('below a collection stand against its deletion', () => {
    const lock = take(FILE);
    const removal = { path: DIR, touchesParent: true, isDeep: true };
    expect(() => {
      locks.assertFree(removal, NOBODY, NOW);
    }).toThrow(refused(423));
    locks.assertFree(removal, holder(lock), NOW);
    locks.forget(DIR);
    expect(locks.count(NOW)).toBe(0);
  });

  it('when shared suffer each other but no exclusive one; any of their tokens opens', () => {
    const first = take(FILE, { isExclusive: false });
    take(FILE, { isExclusive: false, login: 'jean' });
    expect(() => take(FILE)).toThrow(refused(423));
    expect(() => take(DIR)).toThrow(refused(423));
    locks.assertFree(write, holder(first), NOW);
    expect(() => {
      locks.assertFree(write, NOBODY, NOW);
    }).toThrow(refused(423));
  });

  it('live between 30 seconds and 10 minutes, longer when refreshed', () => {
    expect(take(['jaures', 'a'], { timeoutSeconds: 1 }).timeoutSeconds).toBe(30);
    const lock = take(FILE, { timeoutSeconds: 1e12 });
    expect(lock.timeoutSeconds).toBe(600);
    const in9 = new Date(NOW.getTime() + 9 * 60_000);
    const in11 = new Date(NOW.getTime() + 11 * 60_000);
    const in20 = new Date(NOW.getTime() + 20 * 60_000);
    expect(
      locks.refresh({ path: FILE, timeoutSeconds: 600, client: CLIENT, ...holder(lock) }, in9)?.token,
    ).toBe(lock.token);
    expect(() => {
      locks.assertFree(write, NOBODY, in11);
    }).toThrow(refused(423));
    locks.assertFree(write, NOBODY, in20);
    expect(
      locks.refresh({ path: FILE, timeoutSeconds: 600, client: CLIENT, ...holder(lock) }, in20),
    ).toBeUndefined();
    expect(locks.count(in20)).toBe(0);
  });

  it('through a proxy are taken over by the same program from the same address', () => {
    const proxied: LockClient = { ...CLIENT, isConnected: () => undefined };
    take(FILE, { client: proxied });
    expect(() => take(FILE, { client: { ...proxied, address: '192.0.2.2' } })).toThrow(refused(423));
    expect(take(FILE, { client: proxied }).path).toEqual(FILE);
    expect(locks.count(NOW)).toBe(1);
  });

  describe('of a program that is gone', () => {
    const gone = (program?: string): LockClient => ({ ...CLIENT, program, isConnected: () => false });

    it('are taken over by the same program of the same account, and their token is worth nothing any more', () => {
      const left = take(FILE, { client: gone('EDT') });
      const taken = take(FILE);
      expect(locks.count(NOW)).toBe(1);
      locks.assertFree(write, holder(taken), NOW);
      expect(() => {
        locks.assertFree(write, holder(left), NOW);
      }).toThrow(refused(423));
    });

    it('stay for another account, another program, another resource, and while they are used', () => {
      const left = take(FILE, { client: gone('EDT') });
      for (const other of [
        { login: 'jean' },
        { client: { ...CLIENT, program: 'Explorer' } },
        { client: { ...CLIENT, program: undefined } },
        { path: DIR },
      ])
        expect(() => take(FILE, other)).toThrow(refused(423));
      locks.refresh({ path: FILE, timeoutSeconds: 600, client: CLIENT, ...holder(left) }, NOW);
      expect(() => take(FILE)).toThrow(refused(423));
    });

    it('are taken over when it says of itself nothing', () => {
      take(FILE, { client: gone() });
      expect(take(FILE, { client: gone() }).path).toEqual(FILE);
    });
  });

  it('of an account that is closed go with it, and no others', () => {
    take(FILE, { login: 'jean' });
    const mine = take(['jaures', 'mine']);
    expect([...locks.holdersIn('jaures', NOW)]).toEqual(['jean', 'marie']);
    locks.forgetHolder('jaures', 'jean');
    locks.assertFree(write, NOBODY, NOW);
    expect(locks.covering(mine.path, NOW)).toHaveLength(1);
  });

  describe('are bounded', () => {
    const takeMany = (count: number, campus: string, login = campus, now = NOW): void => {
      for (let i = 0; i < count; i += 1) take([campus, `${login}-${i}`], { login }, now);
    };

    it('per campus and in all, for who takes more than a few', () => {
      takeMany(100, 'jaures');
      expect(() => take(['jaures', 'more'], { login: 'jaures' })).toThrow(refused(503));
      for (let campus = 1; campus < 10; campus += 1) takeMany(100, `c${campus}`);
      takeMany(5, 'hugo');
      expect(() => take(['hugo', 'more'], { login: 'hugo' })).toThrow(refused(503));
    });

    it('but what one account holds keeps no other from its own', () => {
      takeMany(100, 'jaures', 'greedy');
      for (let campus = 1; campus < 10; campus += 1) takeMany(100, `c${campus}`);
      takeMany(5, 'jaures', 'modest');
      expect(() => take(['jaures', 'more'], { login: 'modest' })).toThrow(refused(503));
    });

    it('and those that have expired no longer count, though their campus never came back', () => {
      for (let campus = 0; campus < 1000; campus += 1) take([`c${campus}`, 'EDT.zip']);
      const inAWeek = new Date(NOW.getTime() + 7 * 24 * 3_600_000);
      takeMany(6, 'jaures', 'jaures', inAWeek);
      expect(locks.count(inAWeek)).toBe(6);
    });

    it('in the number that share one resource, in whatever order', () => {
      const shared = { isExclusive: false };
      for (let i = 0; i < 4; i += 1) take(FILE, shared);
      for (let i = 0; i < 4; i += 1) take(DIR, shared);
      expect(() => take(FILE, shared)).toThrow(refused(503));
      expect(() => take(DIR, shared)).toThrow(refused(503));
      take(['jaures', 'other'], shared);
    });
  });
});
