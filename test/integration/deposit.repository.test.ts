import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DepositAccountRepository, DepositRepository, type NewDeposit } from '@timetable/persistence';
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DEPOSITED_AT, DEPOSITED_SHA256, newDeposit, populateJaures } from '../support/deposits.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows, firstRow, rowsOf } from '../support/rows.js';

let db: TestDatabase;
let deposits: DepositRepository;

beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 20 });
  deposits = new DepositRepository(db.database);
  await populateJaures(db.database);
});

afterAll(async () => {
  await db.drop();
});

beforeEach(async () => {
  await db.database.sql.run('TRUNCATE deposit CASCADE');
});

async function waitUntil(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue() && tries < 200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

const count = (table: string): Promise<number> => countRows(db.database.sql, table);

describe('recording a deposit', () => {
  it('writes the deposit, its import, its five steps and the outbox row together, and wakes the relay', async () => {
    const heard: (string | undefined)[] = [];
    const subscription = await db.database.listen('outbox', (payload) => heard.push(payload));
    const given = newDeposit();
    expect(await deposits.record(given)).toMatchObject({ id: given.id, isRetry: false });
    await waitUntil(() => heard.length > 0);
    expect(heard).toEqual(['jaures']);
    await subscription.close();

    const row = await firstRow(
      db.database.sql,
      'SELECT establishment_id, establishment_ids, status, attempt, origin FROM import WHERE id = $1',
      [given.id],
    );
    expect(row).toEqual({
      establishment_id: null,
      establishment_ids: ['jaures/college', 'jaures/lycee'],
      status: 'received',
      attempt: 1,
      origin: 'automatic',
    });
    const steps = await rowsOf(db.database.sql, 'SELECT step, state FROM import_step ORDER BY state, step');
    expect(steps).toEqual([
      { step: 'transfer', state: 'ok' },
      { step: 'groups', state: 'pending' },
      { step: 'sessions', state: 'pending' },
      { step: 'thresholds', state: 'pending' },
      { step: 'validation', state: 'pending' },
    ]);
    expect(await rowsOf(db.database.sql, 'SELECT campus_code, attempt, priority FROM outbox')).toEqual([
      { campus_code: 'jaures', attempt: 1, priority: 3 },
    ]);
  });

  it('targets the one establishment its URL names', async () => {
    const given = newDeposit({ establishmentCode: 'lycee' });
    await deposits.record(given);
    expect(
      await firstRow(
        db.database.sql,
        'SELECT establishment_id, establishment_ids FROM import WHERE id = $1',
        [given.id],
      ),
    ).toEqual({ establishment_id: 'jaures/lycee', establishment_ids: ['jaures/lycee'] });
  });

  it('refuses an establishment that is gone, and leaves no row', async () => {
    await expect(deposits.record(newDeposit({ establishmentCode: 'gone' }))).rejects.toMatchObject({
      name: 'UnknownEstablishment',
    });
    expect(await count('deposit')).toBe(0);
    expect(await count('import')).toBe(0);
  });

  it('answers the earlier deposit to a retry within 10 minutes, and records a new one after them', async () => {
    const first = await deposits.record(newDeposit());
    const retry = await deposits.record(
      newDeposit({ receivedAt: new Date(DEPOSITED_AT.getTime() + 9 * 60_000) }),
    );
    expect(retry).toMatchObject({ id: first.id, storageKey: first.storageKey, isRetry: true });
    expect(await count('outbox')).toBe(1);

    const later = await deposits.record(
      newDeposit({ receivedAt: new Date(DEPOSITED_AT.getTime() + 11 * 60_000) }),
    );
    expect(later.isRetry).toBe(false);
    expect(await count('deposit')).toBe(2);
  });

  it('recognises a retry by the last deposit alone, however many came in these minutes', async () => {
    const files = Array.from({ length: 60 }, (_, index) =>
      createHash('sha256').update(`${index}`).digest('hex'),
    );
    for (const sha256 of files) await deposits.record(newDeposit({ sha256 }));
    const read = await db.database.transaction(async (tx) => {
      const rowsRead = async () => {
        const table = await tx.first(
          z.object({ rows: z.coerce.number() }),
          `SELECT idx_tup_fetch + seq_tup_read AS rows FROM pg_stat_xact_user_tables WHERE relname = 'deposit'`,
        );
        return table?.rows ?? 0;
      };
      const before = await rowsRead();
      await tx.run(
        `SELECT deposit_standing($1, 'jaures', NULL, $2, $3::timestamptz - interval '10 minutes')`,
        [randomUUID(), DEPOSITED_SHA256, DEPOSITED_AT],
      );
      return (await rowsRead()) - before;
    });
    expect(read).toBe(1);
  });

  it('takes a file that comes back after another for a return to it, not for a retry, whatever the names', async () => {
    const at = (minutes: number): Date => new Date(DEPOSITED_AT.getTime() + minutes * 60_000);
    await deposits.record(newDeposit({ receivedAt: at(0) }));
    const other = newDeposit({ receivedAt: at(1), fileName: 'EDT_autre.zip', sha256: 'ef'.repeat(32) });
    expect((await deposits.record(other)).isRetry).toBe(false);
    const back = await deposits.record(newDeposit({ receivedAt: at(2) }));
    expect(back.isRetry).toBe(false);
    const retry = newDeposit({ receivedAt: at(3), fileName: 'EDT_encore.zip' });
    expect(await deposits.record(retry)).toMatchObject({ id: back.id, isRetry: true });
  });

  it.each([
    ['its campus', 'lycee', undefined, false],
    ['one of its establishments', undefined, 'lycee', false],
    ['another establishment', 'lycee', 'college', true],
  ] as const)(
    'takes a file that comes back after one for %s for a return when that concerned it too',
    async (_, target, other, isRetry) => {
      const at = (minutes: number): Date => new Date(DEPOSITED_AT.getTime() + minutes * 60_000);
      await deposits.record(newDeposit({ establishmentCode: target, receivedAt: at(0) }));
      const between = { establishmentCode: other, receivedAt: at(1), sha256: 'ef'.repeat(32) };
      await deposits.record(newDeposit(between));
      const back = newDeposit({ establishmentCode: target, receivedAt: at(2) });
      expect(await deposits.record(back)).toMatchObject({ isRetry });
    },
  );

  it('takes a file that comes back after one made by hand for a return to it', async () => {
    await deposits.record(newDeposit());
    await deposits.record(newDeposit({ origin: 'manual', receivedAt: new Date(DEPOSITED_AT.getTime() + 1) }));
    const back = newDeposit({ receivedAt: new Date(DEPOSITED_AT.getTime() + 2) });
    expect((await deposits.record(back)).isRetry).toBe(false);
  });

  it('takes other bytes, another target or another origin for a new deposit', async () => {
    await deposits.record(newDeposit());
    const others = [
      { sha256: 'cd'.repeat(32) },
      { establishmentCode: 'lycee' },
      { origin: 'manual' as const },
    ];
    for (const other of others) expect((await deposits.record(newDeposit(other))).isRetry).toBe(false);
    expect(await count('deposit')).toBe(4);
  });

  it('records one deposit when the same file arrives many times at once', async () => {
    const recorded = await Promise.all(Array.from({ length: 16 }, () => deposits.record(newDeposit())));
    expect(recorded.filter(({ isRetry }) => !isRetry)).toHaveLength(1);
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(1);
    expect(await count('deposit')).toBe(1);
  });

  it('records several together: one transaction, and each with what it targets and its own import', async () => {
    const given = [
      newDeposit({ sha256: '01'.repeat(32), fileName: 'a.zip' }),
      newDeposit({ sha256: '02'.repeat(32), fileName: 'b.zip', establishmentCode: 'college' }),
    ];
    expect(await deposits.recordTogether(given)).toEqual(
      given.map(({ id, storageKey }) => ({ id, storageKey, isRetry: false })),
    );
    const written = await rowsOf(
      db.database.sql,
      `SELECT import.file_name, import.establishment_ids, count(DISTINCT deposit.xmin::text)::int AS transactions,
              (SELECT count(DISTINCT xmin::text)::int FROM deposit) AS all_transactions
       FROM deposit JOIN import USING (id) JOIN import_step ON import_id = id JOIN outbox USING (import_id)
       GROUP BY import.id ORDER BY import.file_name`,
    );
    expect(written).toEqual([
      {
        file_name: 'a.zip',
        establishment_ids: ['jaures/college', 'jaures/lycee'],
        transactions: 1,
        all_transactions: 1,
      },
      { file_name: 'b.zip', establishment_ids: ['jaures/college'], transactions: 1, all_transactions: 1 },
    ]);
  });

  it('leaves out of a common transaction what has to be recorded alone, and records the others', async () => {
    const busy = newDeposit({ sha256: '03'.repeat(32), fileName: 'busy.zip' });
    const [duplicate, other, gone] = [
      newDeposit({ establishmentCode: 'college' }),
      newDeposit({ sha256: '04'.repeat(32), establishmentCode: 'lycee' }),
      newDeposit({ sha256: '05'.repeat(32), establishmentCode: 'gone' }),
    ];
    const first = newDeposit({ establishmentCode: 'college' });
    await db.database.transaction(async (tx) => {
      await tx.run('SELECT pg_advisory_xact_lock($1::bigint)', ['217020518514230019']);
      const recorded = await deposits.recordTogether([first, duplicate, busy, gone, other]);
      expect(recorded.map((one) => one?.id)).toEqual([first.id, undefined, undefined, undefined, other.id]);
    });
    expect(await deposits.record(duplicate)).toMatchObject({ id: first.id, isRetry: true });
    expect(await count('deposit')).toBe(2);
  });

  it('writes nothing of several when one cannot be written at all, and leaves the connection sound', async () => {
    const good = newDeposit({ sha256: '06'.repeat(32) });
    const bad = newDeposit({ sha256: '07'.repeat(32), campusCode: 'jaures', fileName: 'nul\0.zip' });
    expect(await deposits.recordTogether([good, bad])).toEqual([undefined, undefined]);
    expect(await count('deposit')).toBe(0);
    expect(await deposits.record(good)).toMatchObject({ isRetry: false });
    await expect(deposits.record(bad)).rejects.toThrow();
  });

  it('records nothing of what was given up meanwhile', async () => {
    const given = newDeposit();
    expect(await deposits.settle(given)).toBe(false);
    expect(await deposits.settle(given)).toBe(false);
    await expect(deposits.record(given)).rejects.toMatchObject({ name: 'DepositAbandoned' });
    expect(await deposits.recordTogether([given])).toEqual([undefined]);
    expect(await count('deposit')).toBe(0);
    expect(await deposits.record(newDeposit())).toMatchObject({ isRetry: false });
  });

  it('tells whether a deposit was committed, and which stored files belong to one', async () => {
    const given = newDeposit();
    await deposits.record(given);
    expect(await deposits.settle(given)).toBe(true);
    expect(await deposits.settle({ id: randomUUID(), sha256: DEPOSITED_SHA256 })).toBe(false);

    const elsewhere = newDeposit({ storageKey: `2026/08/${randomUUID()}`, sha256: 'ef'.repeat(32) });
    await deposits.record(elsewhere);
    const orphan = `2026/09/${randomUUID()}`;
    expect(await deposits.knownStorageKeys([given.storageKey, elsewhere.storageKey, orphan])).toEqual(
      new Set([given.storageKey, elsewhere.storageKey]),
    );
  });
});

describe('recording a deposit that came by an account', () => {
  const given = (overrides = {}): NewDeposit =>
    newDeposit({ accountLogin: 'emp.paul.martin', accountVersion: 3, ...overrides });
  const set = (change: string): Promise<unknown> =>
    db.database.sql.run(`UPDATE deposit_account SET ${change} WHERE login = 'emp.paul.martin'`);
  const setPresent = (present: boolean): Promise<unknown> =>
    db.database.sql.run(
      `UPDATE ent_user SET absent_since = CASE WHEN $1 THEN NULL ELSE now() END WHERE ent_id = 'u7'`,
      [present],
    );

  beforeAll(async () => {
    await db.database.sql.run(`
      INSERT INTO ent_user (campus_code, ent_id, last_name, first_name, email)
      VALUES ('jaures', 'u7', 'Martin', 'Paul', 'p@example.org')`);
    await db.database.sql.run(`
      INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify, version)
      VALUES ('emp.paul.martin', 'jaures', 'u7', 'scrypt$…', true, 3)`);
  });

  it('records it while the account is in force, alone and with others', async () => {
    expect(await deposits.record(given())).toMatchObject({ isRetry: false });
    expect(await deposits.recordTogether([given({ sha256: 'ef'.repeat(32) })])).toMatchObject([
      { isRetry: false },
    ]);
  });

  it('refuses it once the password was renewed, the user has left the directory or the account is deleted', async () => {
    const changes = [
      { isSuspended: false, make: () => set('version = 4'), undo: () => set('version = 3') },
      { isSuspended: false, make: () => set('deleted_at = now()'), undo: () => set('deleted_at = NULL') },
      { isSuspended: true, make: () => setPresent(false), undo: () => setPresent(true) },
    ];
    for (const { isSuspended, make, undo } of changes) {
      await make();
      const expected = { name: 'AccountNotInForce', isSuspended };
      await expect(deposits.record(given())).rejects.toMatchObject(expected);
      expect(await deposits.recordTogether([given()])).toEqual([undefined]);
      await undo();
    }
    expect(await count('deposit')).toBe(0);
    expect(await count('import')).toBe(0);
  });
});

describe('deposit accounts at the door', () => {
  it('finds an account with its campus, its state and the establishments it may name', async () => {
    const accounts = new DepositAccountRepository(db.database);
    await db.database.sql.run(`
      INSERT INTO ent_user (campus_code, ent_id, last_name, first_name, email)
      VALUES ('jaures', 'u1', 'Dupont', 'Marie', 'm@example.org')`);
    await db.database.sql.run(`
      INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify)
      VALUES ('emp.marie.dupont', 'jaures', 'u1', 'scrypt$…', true),
             ('emp.jean.parti', 'jaures', 'u2', 'scrypt$…', true)`);
    const marie = {
      login: 'emp.marie.dupont',
      campusCode: 'jaures',
      passwordHash: 'scrypt$…',
      version: 1,
      isSuspended: false,
      lastAddress: null,
      establishmentCodes: ['lycee', 'college'],
    };
    const asked = ['emp.marie.dupont', 'emp.nobody', 'emp.jean.parti', 'emp.marie.dupont'];
    const jean = { ...marie, login: 'emp.jean.parti', isSuspended: true };
    expect(await accounts.findAll(asked)).toEqual([marie, undefined, jean, marie]);

    await accounts.touch({
      login: 'emp.marie.dupont',
      at: DEPOSITED_AT,
      address: '192.0.2.1',
      userAgent: 'EDT',
    });
    expect(await accounts.findAll(['emp.marie.dupont'])).toEqual([{ ...marie, lastAddress: '192.0.2.1' }]);
    expect(
      await firstRow(
        db.database.sql,
        'SELECT last_used_at, last_address, last_user_agent FROM deposit_account WHERE last_address IS NOT NULL',
      ),
    ).toEqual({ last_used_at: DEPOSITED_AT, last_address: '192.0.2.1', last_user_agent: 'EDT' });

    await db.database.sql.run(`UPDATE deposit_account SET deleted_at = now()`);
    expect(await accounts.findAll(['emp.marie.dupont'])).toEqual([undefined]);
  });
});
