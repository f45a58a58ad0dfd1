import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { hashPassword, type StoredDepositAccount, type ScryptCost } from '@timetable/persistence';
import { Authenticator, type AccountSource } from './authenticator.js';
import { parseBasic } from './basic-credentials.js';

const basic = (login: string, password: string): string =>
  `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
const refused = (status: number): unknown => expect.objectContaining({ status });

/** Of every hash here, unless a test measures what production pays. */
const TEST_COST: ScryptCost = { N: 16, r: 1, p: 1 };

let hash: string;
let accounts: Map<string, StoredDepositAccount>;
let lookups: number;
let now: Date;
let door: Authenticator;

beforeAll(async () => {
  hash = await hashPassword('Secret_1', TEST_COST);
});

beforeEach(() => {
  now = new Date('2026-09-14T08:00:00Z');
  lookups = 0;
  accounts = new Map([['emp.marie', account({})]]);
  door = new Authenticator(source, { now: () => now }, TEST_COST);
});

const source: AccountSource = {
  find: (login) => {
    lookups += 1;
    return Promise.resolve(accounts.get(login));
  },
};

/** A door and an account that pay for a password what production pays. */
async function asInProduction(): Promise<void> {
  door = new Authenticator(source, { now: () => now });
  accounts.set('emp.marie', account({ passwordHash: await hashPassword('Secret_1') }));
}

function account(overrides: Partial<StoredDepositAccount>): StoredDepositAccount {
  return {
    login: 'emp.marie',
    campusCode: 'jaures',
    passwordHash: hash,
    version: 1,
    isSuspended: false,
    lastAddress: null,
    establishmentCodes: [],
    ...overrides,
  };
}

afterEach(() => {
  jest.useRealTimers();
});

const enter = (authorization: string | undefined, address = '192.0.2.1'): Promise<StoredDepositAccount> =>
  door.authenticate({ authorization, address });

describe('the door keeper', () => {
  it('tells of wrong passwords of accounts that exist, with where they come from, and of no other', async () => {
    const told: string[] = [];
    door = new Authenticator(source, { now: () => now }, TEST_COST, ({ login }, address) => {
      told.push(`${login} ${address}`);
    });
    await enter(basic('emp.marie', 'Secret_1'));
    await expect(enter(basic('emp.marie', 'Secret_2'), '192.0.2.9')).rejects.toThrow();
    await expect(enter(basic('my.secret.typed.as.login', 'x'))).rejects.toThrow();
    expect(told).toEqual(['emp.marie 192.0.2.9']);
  });

  it('lets a good credential in, whatever its spelling', async () => {
    for (const header of [
      basic('emp.marie', 'Secret_1'),
      basic('Emp.Marie', 'Secret_1'),
      basic('emp%2Emarie', 'Secret%5F1'),
      basic('emp.marie', 'Secret_1').replace('Basic', 'bAsIc'),
      basic('emp.marie', 'Secret_1').replace(/=+$/, ''),
    ]) {
      expect(await enter(header)).toMatchObject({ campusCode: 'jaures' });
    }
  });

  it('asks for credentials when there are none, and refuses wrong or unreadable ones', async () => {
    await expect(enter(undefined)).rejects.toEqual(refused(401));
    for (const header of [
      basic('emp.marie', 'Secret_2'),
      basic('emp.nobody', 'Secret_1'),
      basic('', ''),
      'Basic',
      'Basic !!!',
      'Digest username="emp.marie"',
      `Basic ${Buffer.from('no colon').toString('base64')}`,
    ]) {
      await expect(enter(header)).rejects.toEqual(refused(401));
    }
  });

  it.each([['toString'], ['__proto__'], ['constructor'], ['hasOwnProperty']])(
    'knows no account named after what every object has: %s',
    async (name) => {
      await expect(enter(basic(name, ''))).rejects.toEqual(refused(401));
      await expect(enter(`Basic ${Buffer.from(name).toString('base64')}`)).rejects.toEqual(refused(401));
    },
  );

  it('hashes a credential once, also when it comes many times at once', async () => {
    await asInProduction();
    const started = performance.now();
    await Promise.all(Array.from({ length: 64 }, () => enter(basic('emp.marie', 'Secret_1'))));
    const oneHash = performance.now() - started;
    await Promise.all(Array.from({ length: 64 }, () => enter(basic('emp.marie', 'Secret_1'))));
    expect(performance.now() - started - oneHash).toBeLessThan(oneHash);
  });

  it('sees a new password, a deletion and a suspension at the next request', async () => {
    await enter(basic('emp.marie', 'Secret_1'));
    accounts.set(
      'emp.marie',
      account({ version: 2, passwordHash: await hashPassword('Other_2', TEST_COST) }),
    );
    await expect(enter(basic('emp.marie', 'Secret_1'))).rejects.toEqual(refused(401));
    expect(await enter(basic('emp.marie', 'Other_2'))).toMatchObject({ version: 2 });
    accounts.set('emp.marie', account({ isSuspended: true }));
    await expect(enter(basic('emp.marie', 'Secret_1'))).rejects.toEqual(refused(403));
    accounts.clear();
    await expect(enter(basic('emp.marie', 'Other_2'))).rejects.toEqual(refused(401));
  });

  it('stops listening to an address after 10 wrong tries, except for credentials it knows to be good', async () => {
    await enter(basic('emp.marie', 'Secret_1'));
    for (let i = 0; i < 10; i += 1)
      await expect(enter(basic(`emp.x${i}`, 'no'))).rejects.toEqual(refused(401));
    await expect(enter(basic('emp.x', 'no'))).rejects.toEqual(refused(429));
    expect(await enter(basic('emp.marie', 'Secret_1'))).toBeDefined();
    await expect(enter(basic('emp.x', 'no'), '192.0.2.2')).rejects.toEqual(refused(401));
    now = new Date(now.getTime() + 10 * 60_000 + 1);
    await expect(enter(basic('emp.x', 'no'))).rejects.toEqual(refused(401));
  });

  it('stops listening about a login after 20 wrong tries from anywhere', async () => {
    for (let i = 0; i < 20; i += 1) {
      await expect(enter(basic('emp.marie', `no${i}`), `192.0.2.${i}`)).rejects.toEqual(refused(401));
    }
    await expect(enter(basic('emp.marie', 'Secret_1'), '198.51.100.1')).rejects.toEqual(refused(429));
  });

  it('counts a login as what it means, however it is spelt', async () => {
    const spellings = [
      'emp.marie',
      'EMP.marie',
      'emp%2emarie',
      'emp%2Emarie',
      '%65mp.marie',
      '%65mp%2eMARIE',
    ];
    for (let i = 0; i < 20; i += 1) {
      const login = spellings[i % spellings.length] ?? '';
      await expect(enter(basic(login, `no${i}`), `192.0.2.${i}`)).rejects.toEqual(refused(401));
    }
    for (const [i, login] of spellings.entries()) {
      await expect(enter(basic(login, 'Secret_1'), `198.51.100.${i}`)).rejects.toEqual(refused(429));
    }
  });

  it('counts the addresses of an IPv6 subscriber as one', async () => {
    for (let i = 0; i < 10; i += 1)
      await expect(enter(basic(`emp.x${i}`, 'no'), `2001:db8:0:1:${i}::1`)).rejects.toEqual(refused(401));
    await expect(enter(basic('emp.x', 'no'), '2001:db8:0:1:ffff::1')).rejects.toEqual(refused(429));
    await expect(enter(basic('emp.x', 'no'), '2001:db8:0:2::1')).rejects.toEqual(refused(401));
  });

  it('knows a credential again after the holidays, whatever its neighbours try', async () => {
    await enter(basic('emp.marie', 'Secret_1'));
    now = new Date(now.getTime() + 16 * 24 * 3_600_000);
    for (let i = 0; i < 10; i += 1)
      await expect(enter(basic('emp.marie', `no${i}`))).rejects.toEqual(refused(401));
    await expect(enter(basic('emp.marie', 'no'))).rejects.toEqual(refused(429));
    expect(await enter(basic('emp.marie', 'Secret_1'))).toBeDefined();
  });

  it('lets a new password in where another program goes on sending the old one', async () => {
    for (let i = 0; i < 10; i += 1)
      await expect(enter(basic('emp.marie', 'Old_0'))).rejects.toEqual(refused(401));
    await expect(enter(basic('emp.marie', 'Old_0'))).rejects.toEqual(refused(429));
    expect(await enter(basic('emp.marie', 'Secret_1'))).toBeDefined();
  });

  it('lets an account in from where it was last used, though it was not seen yet and its neighbours guess', async () => {
    for (let i = 0; i < 10; i += 1)
      await expect(enter(basic(`emp.x${i}`, 'no'), '2001:db8:0:1::bad')).rejects.toEqual(refused(401));
    await expect(enter(basic('emp.marie', 'Secret_1'), '2001:db8:0:1::2')).rejects.toEqual(refused(429));
    accounts.set('emp.marie', account({ lastAddress: '2001:db8:0:1::1' }));
    expect(await enter(basic('emp.marie', 'Secret_1'), '2001:db8:0:1::2')).toBeDefined();
  });

  it('takes an unreadable header for no guess: it neither costs a hash nor shuts its neighbours out', async () => {
    // They are counted by the second: none may pass meanwhile. Hashes run on threads of their own.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    for (let i = 0; i < 11; i += 1) await expect(enter(`Digest ${i}`)).rejects.toEqual(refused(401));
    expect(await enter(basic('emp.marie', 'Secret_1'))).toBeDefined();
    for (let i = 0; i < 19; i += 1) await expect(enter(`Digest ${i}`)).rejects.toEqual(refused(401));
    await expect(enter('Digest')).rejects.toEqual(refused(429));
    await jest.advanceTimersByTimeAsync(1000);
    await expect(enter('Digest')).rejects.toEqual(refused(401));
  });

  it('lets no more tries through when they all come at once', async () => {
    const tries = Array.from({ length: 60 }, (_, i) =>
      enter(basic(`emp.x${i}`, 'no')).catch((error: unknown) => error),
    );
    const outcomes = await Promise.all(tries);
    const hashed = outcomes.filter(
      (outcome) => outcome instanceof Error && 'status' in outcome && outcome.status === 401,
    );
    expect(hashed.length).toBeLessThanOrEqual(12);
  });

  it('takes as long for an unknown login as for a known one', async () => {
    await asInProduction();
    /** In processor time, which a busy machine does not stretch. */
    const refusing = async (login: string): Promise<number> => {
      const before = process.cpuUsage();
      for (let i = 1; i <= 6; i += 1)
        await enter(basic(login, 'no'), `203.0.113.${i}`).catch(() => undefined);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const known = await refusing('emp.marie');
    const ratio = (await refusing('emp.nobody')) / known;
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  it('does not look up what cannot be a login', async () => {
    await expect(enter(basic("x' OR '1'='1", 'no'))).rejects.toEqual(refused(401));
    expect(lookups).toBe(0);
  });
});

describe('the database that does not say whose a login is', () => {
  const never = new Promise<never>(() => undefined);

  beforeEach(() => {
    jest.useFakeTimers();
  });

  it('is waited for no longer than a client waits for its answer', async () => {
    door = new Authenticator({ find: () => never }, { now: () => now });
    const outcome = expect(enter(basic('emp.marie', 'Secret_1'))).rejects.toEqual(refused(503));
    await jest.advanceTimersByTimeAsync(10_000);
    await outcome;
  });
});

describe('a Basic header', () => {
  it('keeps the colons of a password and reads ISO-8859-1', () => {
    expect(parseBasic(basic('a', 'b:c:d'))).toEqual({ login: 'a', passwords: ['b:c:d'] });
    const western = Buffer.from('a:\u00e9', 'latin1').toString('base64');
    expect(parseBasic(`Basic ${western}`)).toEqual({ login: 'a', passwords: ['\u00e9'] });
  });

  it('names one account, in one spelling; its password is read as sent, then decoded once', () => {
    expect(parseBasic(basic('EMP%2eA', 'p%40%2Fq'))).toEqual({
      login: 'emp.a',
      passwords: ['p%40%2Fq', 'p@/q'],
    });
    expect(parseBasic(basic('a%', 'b%'))).toEqual({ login: 'a%', passwords: ['b%'] });
    expect(parseBasic(basic('a', `%41${'b'.repeat(255)}`))?.passwords).toEqual([`A${'b'.repeat(255)}`]);
    expect(parseBasic(basic('a', 'b'.repeat(257)))).toBeUndefined();
    expect(parseBasic(basic('a'.repeat(129), 'b'))).toBeUndefined();
  });
});
