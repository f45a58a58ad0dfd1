// A campus whose coordinator cannot go on, and whoever sends what nobody sends: no other campus notices, operators do, and it is
// repaired without them. The compiled worker between a real Temporal server and a real PostgreSQL.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  coordinatorWorkflowId,
  IMPORT_TASK_QUEUE,
  importWorkflowId,
  workSignal,
} from '@timetable/workflows/messages';
import { QueueWorld } from '../support/queue-world.js';
import { rawPayload, signalRaw } from '../support/raw-signal.js';
import { countRows } from '../support/rows.js';
import { startTemporal } from '../support/temporal-server.js';
import { until } from '../support/until.js';
import type { WorkerProcess } from '../support/worker-process.js';

jest.setTimeout(300_000);

/** Signals that one run of a workflow takes, on this server. */
const MOST_SIGNALS = 30;
const OTHERS = ['autre1', 'autre2', 'autre3'];
/** Coordinators that cannot go on: what they are started as by hand, with an input that is none. */
const BROKEN = { casse: 'campusCoordinator', inconnu: 'noSuchWorkflow' } as const;
/** Of what is sent: it must be in no line. */
const CONTENT = 'contenu-a-ne-pas-dire';

let env: TestWorkflowEnvironment;
let world: QueueWorld;
let worker: WorkerProcess;

beforeAll(async () => {
  env = await startTemporal({ 'history.maximumSignalsPerExecution': String(MOST_SIGNALS) });
  world = await QueueWorld.open(env.address);
  await world.declare([...OTHERS, ...Object.keys(BROKEN), 'inonde', 'muet', 'bavard']);
  worker = world.startWorker();
});
afterAll(async () => {
  await world.close();
  await env.teardown();
});

const coordinator = (campus: string) => env.client.workflow.getHandle(coordinatorWorkflowId(campus));

/** In the place of the campus's coordinator. */
async function startBroken(campus: string, type = 'campusCoordinator'): Promise<void> {
  await env.client.workflow.start(type, {
    workflowId: coordinatorWorkflowId(campus),
    taskQueue: IMPORT_TASK_QUEUE,
    args: [],
  });
  await until(
    async () => {
      const { raw } = await coordinator(campus).describe();
      return (raw.pendingWorkflowTask?.attempt ?? 0) > 1 || undefined;
    },
    { timeoutMs: 90_000, what: 'a workflow task that fails' },
  );
}

/** Handed over so long ago, for whoever looks. */
const age = (ids: readonly string[], seconds: number): Promise<number> =>
  world.test.database.sql.run(
    'UPDATE outbox SET handed_at = handed_at - make_interval(secs => $2) WHERE import_id = any($1)',
    [ids, seconds],
  );

/** While it lasts no relay hands anything over, or nobody reads a file to its end. */
async function held(lock: string, work: () => Promise<void>): Promise<void> {
  await world.test.database.transaction(async (tx) => {
    await tx.run(lock);
    await work();
  });
}

/** The relay's own lock. */
const NO_HAND_OVER = 'SELECT pg_advisory_xact_lock(7311043)';
const NO_END_OF_VALIDATION = 'LOCK TABLE import_problem IN EXCLUSIVE MODE';

const figure = async (name: string): Promise<number> => {
  const metrics = await (await fetch(`${await worker.url()}/metrics`)).text();
  return Number(new RegExp(`^timetable_${name} (\\d+)$`, 'm').exec(metrics)?.[1]);
};

const linesWith = (...parts: readonly string[]): string[] =>
  worker.log.split('\n').filter((line) => parts.every((part) => line.includes(part)));

const othersGoOn = async (): Promise<unknown> => world.areRefused(await world.deposit(OTHERS), 90_000);

const areUnderWay = (ids: readonly string[]): Promise<true> =>
  until(
    async () =>
      (await countRows(
        world.test.database.sql,
        'outbox WHERE import_id = any($1) AND handed_at IS NOT NULL',
        [ids],
      )) === ids.length || undefined,
    { timeoutMs: 90_000, what: 'the hand-over' },
  );

describe('a campus whose coordinator', () => {
  it('was started with an input that is none, or is a workflow that nobody knows, keeps no other from its turn, and gets a new one', async () => {
    const campuses = Object.keys(BROKEN);
    await Promise.all(Object.entries(BROKEN).map(([campus, type]) => startBroken(campus, type)));
    const ids = await world.deposit(campuses);
    await areUnderWay(ids);
    await othersGoOn();
    expect((await world.importsOf(ids)).map(({ status }) => status)).toEqual(['received', 'received']);
    // Two minutes of which nothing came.
    await age(ids, 120);
    expect(await world.areRefused(ids, 150_000)).toMatchObject([{ attempt: 2 }, { attempt: 2 }]);
    expect(await figure('coordinators_replaced')).toBe(2);
    for (const campus of campuses)
      expect(linesWith('started nothing and was replaced', `"${campus}"`)).toHaveLength(1);
    expect(await figure('campuses_not_swept')).toBe(0);
  });

  it('takes no more signals gets a new one as soon as somebody has something to tell it', async () => {
    await startBroken('inonde');
    for (let index = 0; index < MOST_SIGNALS; index++) await coordinator('inonde').signal('work');
    await expect(coordinator('inonde').signal('work')).rejects.toThrow();
    const ids = await world.deposit(['inonde']);
    expect(await world.areRefused(ids, 90_000)).toMatchObject([{ attempt: 1 }]);
  });

  it('was not told of what was handed over is told again', async () => {
    let ids: string[] = [];
    await held(NO_HAND_OVER, async () => {
      ids = await world.deposit(['muet']);
      await world.test.database.sql.run(
        `UPDATE outbox SET handed_at = now() - interval '10 seconds', tries = 1 WHERE import_id = any($1)`,
        [ids],
      );
    });
    expect(await world.areRefused(ids, 90_000)).toMatchObject([{ attempt: 1 }]);
  });
});

describe('signals and queries of any content', () => {
  it('do no harm to a coordinator and an import, are told once without what they say, and ignored', async () => {
    let ids: string[] = [];
    const workflowIds: string[] = [];
    await held(NO_END_OF_VALIDATION, async () => {
      ids = await world.deposit(['bavard']);
      const input = { campusCode: 'bavard', importId: ids[0] ?? '', attempt: 1 };
      workflowIds.push(coordinatorWorkflowId('bavard'), importWorkflowId(input));
      for (const workflowId of workflowIds) {
        const handle = env.client.workflow.getHandle(workflowId);
        await until(() => handle.describe().catch(() => undefined), { timeoutMs: 90_000, what: workflowId });
        for (const odd of ODD) await signalRaw(env.client, workflowId, ...odd);
        await expect(handle.query(CONTENT, CONTENT)).rejects.toThrow();
        await expect(handle.executeUpdate(CONTENT, { args: [CONTENT] })).rejects.toThrow();
      }
    });
    expect(await world.areRefused(ids, 150_000)).toMatchObject([{ attempt: 1 }]);
    for (const workflowId of workflowIds) {
      expect(linesWith('sent something unreadable', `"${workflowId}"`)).toHaveLength(1);
      expect(linesWith('signals of no known name', `"${workflowId}"`)).toHaveLength(1);
    }
    expect(worker.log).not.toContain(CONTENT);
    // A good one of the same campus, of the same coordinator.
    await world.areRefused(await world.deposit(['bavard']), 90_000);
  });
});

/** Names and contents that none of ours has. */
const ODD: readonly (readonly [name: string, payloads: readonly Payload[]])[] = [
  [workSignal.name, [rawPayload('json/plain', JSON.stringify({ importId: CONTENT, at: [null] }))]],
  [workSignal.name, [rawPayload('json/plain', `{"${CONTENT}`)]],
  [workSignal.name, [rawPayload('json/plain', '['.repeat(100_000))]],
  [workSignal.name, [rawPayload('json/plain', '['.repeat(100_000) + ']'.repeat(100_000))]],
  [workSignal.name, [rawPayload('json/plain', JSON.stringify(CONTENT.repeat(40_000)))]],
  [workSignal.name, [rawPayload('binary/plain', crypto.getRandomValues(new Uint8Array(60_000)))]],
  [workSignal.name, [rawPayload(CONTENT, CONTENT), {}, rawPayload('', '')]],
  [CONTENT, []],
  ['__proto__', [rawPayload('json/plain', '{"__proto__":{"x":1}}')]],
  ['__temporal_unknown', [rawPayload('json/protobuf', CONTENT)]],
];
