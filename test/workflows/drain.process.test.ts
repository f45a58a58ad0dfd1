// Queues of a length that nobody has: files of one school by the hundred, one of each of many schools. The compiled worker, a real
// Temporal server and a real PostgreSQL bring all of them to an end, in order, and leave nothing locked.
// DRAIN=whole: 5,000 files of one school, and 1,000 schools.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { coordinatorWorkflowId, REVISION } from '@timetable/workflows/messages';
import { DirectImports } from '../support/direct-imports.js';
import { QueueWorld } from '../support/queue-world.js';
import { smallSchool, SMALL_SCHOOL_CLOCK, xmlOf } from '../support/small-school.js';
import { startTemporal } from '../support/temporal-server.js';
import { recordWaiting, storeBytes, type WaitingDeposit } from '../support/waiting-imports.js';

const IS_WHOLE = process.env['DRAIN'] === 'whole';
const PATIENCE_MS = IS_WHOLE ? 1_200_000 : 200_000;
jest.setTimeout(PATIENCE_MS + 60_000);

const NOW = new Date(SMALL_SCHOOL_CLOCK);
/** Of one target, one behind the other: the last of them is read, the others give way to it. */
const FILES_IN_A_ROW = IS_WHOLE ? 249 : 24;
/** Each followed by a file for the whole campus, which none may pass. */
const ROWS_OF_FILES = IS_WHOLE ? 20 : 12;
const CAMPUSES = IS_WHOLE ? 1_000 : 60;
/** Events after which the server would have a coordinator continue as new: seven or so are one import's. */
const MOST_EVENTS = 20;

let env: TestWorkflowEnvironment;
let world: QueueWorld;

beforeAll(async () => {
  env = await startTemporal({ 'limit.historyCount.suggestContinueAsNew': String(MOST_EVENTS) });
  world = await QueueWorld.open(env.address);
});
afterEach(() => world.stopWorker());
afterAll(async () => {
  await world.close();
  await env.teardown();
});

interface CoordinatorRun {
  readonly events: number;
  /** What it was started with. */
  readonly input: unknown;
}

/** Each time that the campus's coordinator was started or continued as new. */
async function runsOf(campusCode: string): Promise<CoordinatorRun[]> {
  const runs: CoordinatorRun[] = [];
  for await (const run of env.client.workflow.list({
    query: `WorkflowId = '${coordinatorWorkflowId(campusCode)}'`,
  })) {
    const history = await env.client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
    const input = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
    runs.push({
      events: history.events?.length ?? 0,
      input: input.map(({ data }): unknown => JSON.parse(Buffer.from(data ?? []).toString())),
    });
  }
  return runs;
}

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
  it(`of ${ROWS_OF_FILES * (FILES_IN_A_ROW + 1)} files of one school drains in order, and its coordinator keeps nothing of it`, async () => {
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
    // Only what was read has begun: the others gave way without a workflow.
    const begun = ended.flatMap(({ claimedAt }) => claimedAt?.getTime() ?? []);
    expect(begun).toHaveLength(2 * ROWS_OF_FILES);
    expect(begun).toEqual(begun.toSorted((a, b) => a - b));

    const runs = await runsOf('college');
    expect(runs.length).toBeGreaterThan(ROWS_OF_FILES / 3);
    // Each import makes a signal, and each run but the first was signalled.
    expect(runs.length).toBeLessThanOrEqual(4 * ROWS_OF_FILES);
    expect(new Set(runs.map(({ input }) => JSON.stringify(input)))).toEqual(
      new Set([JSON.stringify([{ campusCode: 'college', revision: REVISION }])]),
    );
    expect(Math.max(...runs.map(({ events }) => events))).toBeLessThan(2 * MOST_EVENTS);
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
