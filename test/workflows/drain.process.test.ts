// Queues of a length that nobody has: thousands of files of one school, one of each of a thousand schools. The compiled worker,
// a real Temporal server and a real PostgreSQL bring all of them to an end, in order, and leave nothing locked.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { coordinatorWorkflowId } from '@timetable/workflows/messages';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { DirectImports } from '../support/direct-imports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows } from '../support/rows.js';
import { smallSchool, SMALL_SCHOOL_CLOCK, xmlOf } from '../support/small-school.js';
import { startTemporal } from '../support/temporal-server.js';
import { until } from '../support/until.js';
import {
  recordWaiting,
  storeBytes,
  type StoredBytes,
  type WaitingDeposit,
} from '../support/waiting-imports.js';
import { WorkerProcess } from '../support/worker-process.js';

jest.setTimeout(300_000);

const NOW = new Date(SMALL_SCHOOL_CLOCK);
/** Of one target, one behind the other: the last of them is imported, the others give way to it. */
const FILES_IN_A_ROW = 99;
/** Each followed by a file for the whole campus, which none may pass. */
const ROWS_OF_FILES = 50;
const CAMPUSES = 1_000;

const ENDED = z.object({
  id: z.string(),
  status: z.string(),
  attempt: z.int(),
  claimedAt: z.date().nullable(),
});

let env: TestWorkflowEnvironment;
let test: TestDatabase;
let files: string;
let worker: WorkerProcess;
let unreadable: StoredBytes;

beforeAll(async () => {
  [env, test] = await Promise.all([
    startTemporal({ 'limit.historyCount.suggestContinueAsNew': '20' }),
    createTestDatabase(),
  ]);
  files = await mkdtemp(join(tmpdir(), 'drain-'));
  unreadable = await storeBytes(files, 'unreadable', Buffer.from('<ExportEmploiDuTemps'));
});
afterEach(() => worker.end('SIGKILL'));
afterAll(async () => {
  await env.teardown();
  await test.drop();
  await rm(files, { recursive: true, force: true });
});

function startWorker(): void {
  worker = new WorkerProcess({
    DATABASE_URL: test.url,
    TEMPORAL_ADDRESS: env.address,
    STORAGE_URL: `file:${files}`,
    CLOCK: SMALL_SCHOOL_CLOCK,
  });
}

const left = (): Promise<number> => countRows(test.database.sql, 'outbox WHERE done_at IS NULL');

async function drained(): Promise<void> {
  await until(async () => ((await left()) === 0 ? true : undefined), {
    timeoutMs: 240_000,
    what: 'the end of the queue',
  });
  const { sql } = test.database;
  expect(await countRows(sql, `import WHERE status IN ('received', 'running', 'interrupted')`)).toBe(0);
  expect(await countRows(sql, 'fence WHERE released_at IS NULL')).toBe(0);
}

const endedOf = async (ids: readonly string[]): Promise<z.infer<typeof ENDED>[]> => {
  const rows = await test.database.sql.rows(
    ENDED,
    `SELECT id, status, attempt, claimed_at AS "claimedAt" FROM import WHERE id = any($1) ORDER BY received_at`,
    [ids],
  );
  expect(rows).toHaveLength(ids.length);
  return rows;
};

const runsOf = async (campusCode: string): Promise<number> =>
  (await env.client.workflow.count(`WorkflowId = '${coordinatorWorkflowId(campusCode)}'`)).count;

describe('a queue', () => {
  it(`of ${ROWS_OF_FILES * (FILES_IN_A_ROW + 1)} files of one school drains in order`, async () => {
    const school = smallSchool();
    const direct = await DirectImports.create(test.database, 'college', {
      now: NOW,
      establishments: [
        {
          ...{ code: 'clg', uai: school.uai },
          proposedYear: { label: '2026-2027', startsOn: '2026-08-31', endsOn: '2027-08-31' },
        },
      ],
    });
    const xml = await xmlOf(school);
    try {
      await direct.know({ school, establishment: 'clg' });
      await direct.importByHand(xml, { establishment: 'clg' });
    } finally {
      await direct.close();
    }
    const known = await storeBytes(files, 'known', xml);
    const one: WaitingDeposit = { campusCode: 'college', establishmentCode: 'clg', bytes: known };
    const wide: WaitingDeposit = { campusCode: 'college', bytes: unreadable };
    const row = [...Array.from({ length: FILES_IN_A_ROW }, () => one), wide];
    const ids = await recordWaiting(
      test.database,
      Array.from({ length: ROWS_OF_FILES }, () => row).flat(),
      new Date(NOW.getTime() - 3_600_000 * 3),
    );
    startWorker();
    await drained();

    const ended = await endedOf(ids);
    const expected = ended.map((_, place) => {
      if (place % row.length === FILES_IN_A_ROW) return 'rejected';
      return place % row.length === FILES_IN_A_ROW - 1 ? 'ignored' : 'superseded';
    });
    expect(ended.map(({ status }) => status)).toEqual(expected);
    expect(ended.filter(({ attempt }) => attempt > 1)).toEqual([]);
    const begun = ended.flatMap(({ claimedAt }) => claimedAt?.getTime() ?? []);
    expect(begun).toHaveLength(2 * ROWS_OF_FILES);
    expect(begun).toEqual(begun.toSorted((a, b) => a - b));
    expect(await runsOf('college')).toBeGreaterThan(10);
  });

  it(`of one file of each of ${CAMPUSES} schools drains, each imported once`, async () => {
    const { sql } = test.database;
    await sql.run(
      `INSERT INTO campus (code, name) SELECT 'c' || n, 'Campus ' || n FROM generate_series(1, $1::int) AS n`,
      [CAMPUSES],
    );
    await sql.run(
      `INSERT INTO establishment (id, campus_code, code, uai, name, time_zone, position)
       SELECT 'c' || n || '/clg', 'c' || n, 'clg', '999' || lpad(n::text, 4, '0') || 'X', 'Collège', 'Europe/Paris', 0
         FROM generate_series(1, $1::int) AS n`,
      [CAMPUSES],
    );
    const deposits = Array.from({ length: CAMPUSES }, (_, n) => ({
      ...{ campusCode: `c${n + 1}`, bytes: unreadable },
    }));
    const ids = await recordWaiting(test.database, deposits, new Date(NOW.getTime() - 3_600_000));
    startWorker();
    await drained();
    const ended = await endedOf(ids);
    expect(new Set(ended.map(({ status, attempt }) => `${status} ${attempt}`))).toEqual(
      new Set(['rejected 1']),
    );
  });
});
