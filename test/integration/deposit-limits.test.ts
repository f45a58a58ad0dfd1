// How many deposits the database knows of, as the limits ask.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DepositLimits, DepositsBefore } from '@timetable/domain';
import { DepositRepository, DepositsBeforeRepository, RefusedSignInRepository } from '@timetable/persistence';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows } from '../support/rows.js';
import { tableReads } from '../support/watched-plans.js';

const NOW = new Date('2026-09-14T08:00:00Z');
const LIMITS = { perAccountAnHour: 2, perCampusAnHour: 3, waitingPerCampus: 10 };
const WHO = { campusCode: 'jaures', accountLogin: 'emp.a', origin: 'automatic' } as const;

let test: TestDatabase;
let before: DepositsBeforeRepository;

const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

async function deposit(accountLogin: string, minutes: number, origin: 'automatic' | 'manual'): Promise<void> {
  const id = randomUUID();
  await new DepositRepository(test.database).record({
    ...{ id, campusCode: 'jaures', establishmentCode: undefined, origin, fileName: 'EDT.zip', sizeBytes: 1 },
    ...{ sha256: id.replaceAll('-', '').repeat(2), storageKey: `2026/09/${id}`, accountLogin },
    ...{ remoteAddress: undefined, userAgent: undefined, receivedAt: minutesAgo(minutes) },
  });
}

async function beforeOne(limits: DepositLimits = LIMITS): Promise<DepositsBefore | undefined> {
  const [found] = await before.before([WHO], limits, NOW);
  return found;
}

beforeAll(async () => {
  test = await createTestDatabase();
  before = new DepositsBeforeRepository(test.database);
  await test.database.sql.run(`INSERT INTO campus (code, name) VALUES ('jaures', 'Jaurès')`);
  await test.database.sql.run(
    `INSERT INTO establishment (id, campus_code, code, uai, name, time_zone, position) VALUES ('jaures/c', 'jaures', 'c', '9990001X', 'C', 'Europe/Paris', 0)`,
  );
  await deposit('emp.a', 70, 'automatic');
  await deposit('emp.a', 50, 'automatic');
  await deposit('emp.b', 40, 'automatic');
  await deposit('marie', 30, 'manual');
});
afterAll(async () => {
  await test.drop();
});

it('counts those of the last hour, of an account and of its campus, and not those of people', async () => {
  expect(await beforeOne()).toMatchObject({
    accountLimitReachedBy: null,
    campusLimitReachedBy: null,
    waiting: 3,
  });
  await deposit('emp.a', 20, 'automatic');
  expect(await beforeOne()).toMatchObject({
    accountLimitReachedBy: minutesAgo(50),
    campusLimitReachedBy: minutesAgo(50),
    waiting: 4,
  });
});

it('finds each waiting import by its id, while statistics still believe that there is none, and stops at the limit', async () => {
  const all = { ...LIMITS, waitingPerCampus: 1_000 };
  for (let filled = 0; filled < 60; filled++) await deposit('emp.c', 5, 'automatic');
  const [read] = await tableReads(test.database, 'import', () => beforeOne(all));
  // One row for each that waits, the manual one too: not all of the queue for each of it.
  expect(read?.rows).toBe(65);
  expect(await beforeOne()).toMatchObject({ waiting: 10 });
});

it('answers all who ask at once, each for itself, and counts once for those who are alike', async () => {
  const other = { campusCode: 'ferry', accountLogin: 'emp.z', origin: 'automatic' } as const;
  const asking = [WHO, other, { ...WHO, accountLogin: 'emp.b' }, { ...WHO, origin: 'manual' } as const];
  const alone = [];
  for (const who of asking) alone.push(...(await before.before([who], LIMITS, NOW)));
  expect(alone.map((found) => found?.waiting)).toEqual([10, 0, 10, 1]);
  expect(await before.before([...asking, WHO], LIMITS, NOW)).toEqual([...alone, alone[0]]);
  const reads = await tableReads(test.database, 'deposit', () =>
    before.before(
      Array.from({ length: 16 }, () => WHO),
      LIMITS,
      NOW,
    ),
  );
  expect(reads.map(({ index, rows }) => ({ index, isOnce: rows <= 65 }))).toEqual(
    ['deposit_of_account', 'deposit_retry'].map((index) => ({ index, isOnce: true })),
  );
});

it('no longer counts as waiting what gave way unread', async () => {
  await test.database.sql.run(`UPDATE import SET status = 'superseded' WHERE origin = 'automatic'`);
  expect(await beforeOne()).toMatchObject({ waiting: 0 });
});

it('notes wrong passwords of an account once an hour, whoever tries, and finds the latest of each', async () => {
  const refused = new RefusedSignInRepository(test.database);
  const note = {
    account: 'deposit',
    login: 'emp.a',
    campusCode: 'jaures',
    address: '192.0.2.1',
    at: NOW,
  } as const;
  const noted = await Promise.all(
    ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((address) => refused.note({ ...note, address })),
  );
  expect(noted.filter(Boolean)).toHaveLength(1);
  const later = minutesAgo(-61);
  expect(await refused.note({ ...note, address: '192.0.2.9', at: later })).toBe(true);
  const latest = await refused.latest('deposit', ['emp.a', 'emp.b'], minutesAgo(10));
  expect([...latest.values()]).toEqual([{ login: 'emp.a', at: later, address: '192.0.2.9' }]);
  expect(await refused.latest('staff', ['emp.a'], minutesAgo(10))).toEqual(new Map());
});

it('notes a refusal once an hour for an account and a reason', async () => {
  const note = { campusCode: 'jaures', accountLogin: 'emp.a', reason: 'account_rate', at: NOW } as const;
  const noted = await Promise.all(Array.from({ length: 5 }, () => before.noteRefusal(note)));
  expect(noted.filter(Boolean)).toHaveLength(1);
  expect(await before.noteRefusal({ ...note, reason: 'waiting' })).toBe(true);
  expect(await before.noteRefusal({ ...note, at: minutesAgo(-61) })).toBe(true);
  expect(await countRows(test.database.sql, `audit WHERE action = 'deposits.refused'`)).toBe(3);
});
