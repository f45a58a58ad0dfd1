// Queues of a length that nobody has: thousands of files of one school, one of each of a thousand schools. The compiled worker,
// a real Temporal server and a real PostgreSQL bring all of them to an end, in order, and leave nothing locked.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { coordinatorWorkflowId } from '@timetable/workflows/messages';
import { DirectImports } from '../support/direct-imports.js';
import { QueueWorld } from '../support/queue-world.js';
import { smallSchool, SMALL_SCHOOL_CLOCK, xmlOf } from '../support/small-school.js';
import { startTemporal } from '../support/temporal-server.js';
import { recordWaiting, storeBytes, type WaitingDeposit } from '../support/waiting-imports.js';

jest.setTimeout(300_000);

const PATIENCE_MS = 240_000;
const NOW = new Date(SMALL_SCHOOL_CLOCK);
/** Of one target, one behind the other: the last of them is read, the others give way to it. */
const FILES_IN_A_ROW = 249;
/** Each followed by a file for the whole campus, which none may pass. */
const ROWS_OF_FILES = 20;
const CAMPUSES = 1_000;

let env: TestWorkflowEnvironment;
let world: QueueWorld;

beforeAll(async () => {
  env = await startTemporal({ 'limit.historyCount.suggestContinueAsNew': '40' });
  world = await QueueWorld.open(env.address);
});
afterEach(() => world.stopWorker());
afterAll(async () => {
  await world.close();
  await env.teardown();
});

/** How often its coordinator was started or continued as new. */
const runsOf = async (campusCode: string): Promise<number> =>
  (await env.client.workflow.count(`WorkflowId = '${coordinatorWorkflowId(campusCode)}'`)).count;

/** A school that has its timetable already. @returns its file */
async function schoolWithTimetable(): Promise<Buffer> {
  const school = smallSchool();
  const direct = await DirectImports.create(world.test.database, 'college', {
    // Before the files that wait, which would give way to it otherwise.
    now: new Date(NOW.getTime() - 86_400_000),
    establishments: [
      {
        ...{ code: 'clg', uai: school.uai },
        proposedYear: { label: '2026-2027', startsOn: '2026-08-31', endsOn: '2027-08-31' },
      },
    ],
  });
  try {
    const xml = await xmlOf(school);
    await direct.know({ school, establishment: 'clg' });
    await direct.importByHand(xml, { establishment: 'clg' });
    return xml;
  } finally {
    await direct.close();
  }
}

describe('a queue', () => {
  it(`of ${ROWS_OF_FILES * (FILES_IN_A_ROW + 1)} files of one school drains in order`, async () => {
    const known = await storeBytes(world.files, await schoolWithTimetable());
    const one: WaitingDeposit = { campusCode: 'college', establishmentCode: 'clg', bytes: known };
    const wide: WaitingDeposit = { campusCode: 'college', bytes: world.unreadable };
    const row = [...Array.from({ length: FILES_IN_A_ROW }, () => one), wide];
    const deposits = Array.from({ length: ROWS_OF_FILES }, () => row).flat();
    const ids = await recordWaiting(
      world.test.database,
      deposits,
      new Date(NOW.getTime() - deposits.length * 1_000),
    );
    world.startWorker();
    await world.isDrained(PATIENCE_MS);

    const ended = await world.importsOf(ids);
    expect(ended.map(({ status }) => status)).toEqual(
      Array.from({ length: ROWS_OF_FILES }, () => [
        ...Array.from({ length: FILES_IN_A_ROW - 1 }, () => 'superseded'),
        ...['ignored', 'rejected'],
      ]).flat(),
    );
    expect(ended.filter(({ attempt }) => attempt > 1)).toEqual([]);
    const begun = ended.flatMap(({ claimedAt }) => claimedAt?.getTime() ?? []);
    expect(begun).toHaveLength(2 * ROWS_OF_FILES);
    expect(begun).toEqual(begun.toSorted((a, b) => a - b));
    expect(await runsOf('college')).toBeGreaterThan(5);
  });

  it(`of one file of each of ${CAMPUSES} schools drains, each read once`, async () => {
    const campuses = Array.from({ length: CAMPUSES }, (_, n) => `c${n}`);
    await world.declare(campuses);
    const ids = await world.deposit(campuses);
    world.startWorker();
    await world.isDrained(PATIENCE_MS);
    const ended = await world.importsOf(ids);
    expect(new Set(ended.map(({ status, attempt }) => `${status} ${attempt}`))).toEqual(
      new Set(['rejected 1']),
    );
  });
});
