// Two doors that record the same file at the same moment. What is shown is the worst order there is: the slower one has
// begun its statement, and with it the view of the table that PostgreSQL gives it, before the faster one commits.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DepositRepository, openDatabase, type Database, type RecordedDeposit } from '@timetable/persistence';
import { z } from 'zod';
import { newDeposit, populateJaures } from '../support/deposits.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { firstRow } from '../support/rows.js';
import { until } from '../support/until.js';

const NAME = z.object({ name: z.string() });

/** What the slower door waits for: any number that is no content's. */
const BARRIER = 4_711;
const SLOWER = 'slower-door';

let db: TestDatabase;
let slowerDatabase: Database;
let faster: DepositRepository;
let slower: DepositRepository;

beforeAll(async () => {
  db = await createTestDatabase();
  slowerDatabase = await openDatabase(db.url, { applicationName: SLOWER, poolSize: 2 });
  faster = new DepositRepository(db.database);
  slower = new DepositRepository(slowerDatabase);
  const { sql } = db.database;
  await populateJaures(db.database);
  // Before the first row is asked for: the statement has its view of the table, and not yet the lock on its content.
  await sql.run(`
    CREATE FUNCTION wait_at_barrier() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF current_setting('application_name') = '${SLOWER}' THEN
        PERFORM pg_advisory_xact_lock_shared(${BARRIER});
      END IF;
      RETURN NULL;
    END $$`);
  await sql.run(`
    CREATE TRIGGER barrier BEFORE INSERT ON deposit FOR EACH STATEMENT EXECUTE FUNCTION wait_at_barrier()`);
});

afterAll(async () => {
  await slowerDatabase.close();
  await db.drop();
});

beforeEach(async () => {
  await db.database.sql.run('TRUNCATE deposit CASCADE');
});

/** What both answered, the slower one having waited in the middle of its statement while the faster one committed. */
async function overtake<T, F = RecordedDeposit>(
  slow: () => Promise<T>,
  fast: () => Promise<F>,
): Promise<{ slow: T; fast: F }> {
  const held = await db.database.transaction(async (tx) => {
    await tx.run('SELECT pg_advisory_xact_lock($1)', [BARRIER]);
    const answer = slow();
    await until(
      async () =>
        (await firstRow(
          tx,
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
          [BARRIER],
        )) && true,
      { what: 'the slower door at its barrier' },
    );
    return { answer, fast: await fast() };
  });
  return { slow: await held.answer, fast: held.fast };
}

const names = async (): Promise<string[]> =>
  (
    await db.database.sql.rows(
      NAME,
      'SELECT file_name AS name FROM deposit JOIN import USING (id, file_name) ORDER BY file_name',
    )
  ).map(({ name }) => name);

describe('A deposit given up while its statement is on its way', () => {
  it('is not recorded when the statement gets there, alone or with others', async () => {
    const given = newDeposit();
    const alone = await overtake(
      () => slower.record(given).catch((error: unknown) => error),
      () => faster.settle(given),
    );
    expect(alone).toEqual({ slow: expect.objectContaining({ name: 'DepositAbandoned' }), fast: false });

    const other = newDeposit({ sha256: '01'.repeat(32), fileName: 'EDT_a.zip' });
    const late = newDeposit();
    const together = await overtake(
      () => slower.recordTogether([other, late]),
      () => faster.settle(late),
    );
    expect(together).toEqual({ slow: [expect.objectContaining({ id: other.id }), undefined], fast: false });
    expect(await names()).toEqual(['EDT_a.zip']);
  });
});

describe('The same file recorded by two doors, one overtaking the other', () => {
  it('is one deposit when both record it alone', async () => {
    const { slow, fast } = await overtake(
      () => slower.record(newDeposit()),
      () => faster.record(newDeposit()),
    );
    expect(fast.isRetry).toBe(false);
    expect(slow).toEqual({ ...fast, isRetry: true });
    expect(await names()).toEqual(['EDT_2026.zip']);
  });

  it('is one deposit when the slower one records it with others, which are all recorded', async () => {
    // Before the others: of two received at the same instant either may be the target's last.
    const earlier = new Date(newDeposit().receivedAt.getTime() - 1000);
    const [before, same, after] = [
      newDeposit({ sha256: '01'.repeat(32), fileName: 'EDT_a.zip', receivedAt: earlier }),
      newDeposit(),
      newDeposit({ sha256: '02'.repeat(32), fileName: 'EDT_b.zip', receivedAt: earlier }),
    ];
    const { slow, fast } = await overtake(
      () => slower.recordTogether([before, same, after]),
      () => faster.record(newDeposit()),
    );
    expect(fast.isRetry).toBe(false);
    expect(slow).toEqual([
      { id: before.id, storageKey: before.storageKey, isRetry: false },
      { ...fast, isRetry: true },
      { id: after.id, storageKey: after.storageKey, isRetry: false },
    ]);
    expect(await names()).toEqual(['EDT_2026.zip', 'EDT_a.zip', 'EDT_b.zip']);
  });

  it('stays two deposits when it has other bytes, and one under another name', async () => {
    for (const [other, kept] of [
      [{ fileName: 'EDT_other.zip' }, 1],
      [{ sha256: 'cd'.repeat(32) }, 2],
    ] as const) {
      await db.database.sql.run('TRUNCATE deposit CASCADE');
      const { slow } = await overtake(
        () => slower.record(newDeposit(other)),
        () => faster.record(newDeposit()),
      );
      expect(slow.isRetry).toBe(kept === 1);
      expect(await names()).toHaveLength(kept);
    }
  });
});
