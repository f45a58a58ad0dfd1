// What starts the imports of a campus on a real Temporal server: what it is told, what it asks, and what must never stop it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { handed, scriptedActivities, ScriptedQueue, type ScriptedActivities } from '@timetable/histories';
import { createQueueActivities, type CampusQueues } from '@timetable/activities';
import { ImportStarts, PayloadGuard } from '@timetable/temporal';
import {
  coordinatorWorkflowId,
  importWorkflowId,
  REVISION,
  SEARCH_ATTRIBUTES,
  workSignal,
} from '@timetable/workflows/messages';
import type { campusCoordinator } from '@timetable/workflows';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { deferred, type Deferred } from '../support/deferred.js';
import { rawPayload, signalRaw } from '../support/raw-signal.js';
import { startTemporal } from '../support/temporal-server.js';
import { until } from '../support/until.js';
import { WORKFLOWS } from '../support/bundled-workflows.js';

let env: TestWorkflowEnvironment;

beforeAll(async () => {
  env = await startTemporal({ 'limit.historyCount.suggestContinueAsNew': '30' });
});
afterAll(async () => {
  await env.teardown();
});

/** A campus whose queue is in memory: what a test hands over, until somebody takes charge of it. */
class Campus {
  readonly code = randomUUID();
  readonly queue = new ScriptedQueue();
  readonly activities: ScriptedActivities;
  readonly handle: WorkflowHandle<typeof campusCoordinator>;
  readonly #taskQueue = randomUUID();
  readonly #gates = new Map<string, Deferred>();
  #places = 0;

  readonly #temporal: TestWorkflowEnvironment;

  constructor({
    isHeld = false,
    temporal = env,
  }: { readonly isHeld?: boolean; readonly temporal?: TestWorkflowEnvironment } = {}) {
    this.#temporal = temporal;
    const open = scriptedActivities();
    this.activities = scriptedActivities({
      takeCharge: (input) => {
        this.queue.takeCharge(input);
        return open.takeCharge(input);
      },
      planImport: async (input) => {
        if (isHeld) await this.#gate(input.run.importId).promise;
        return open.planImport(input);
      },
    });
    this.handle = this.#temporal.client.workflow.getHandle<typeof campusCoordinator>(
      coordinatorWorkflowId(this.code),
    );
  }

  handOver(name: string, letters = 'A', attempt = 1): void {
    this.queue.hand(this.code, handed((this.#places += 1), this.id(name), this.code, letters, attempt));
  }

  async tell(): Promise<void> {
    await this.#temporal.client.workflow.signalWithStart<typeof campusCoordinator>('campusCoordinator', {
      workflowId: coordinatorWorkflowId(this.code),
      taskQueue: this.#taskQueue,
      args: [{ campusCode: this.code, revision: REVISION }],
      signal: workSignal,
    });
  }

  id(name: string): string {
    return `${name}-${this.code}`;
  }

  importHandle(name: string, attempt = 1): WorkflowHandle {
    return this.#temporal.client.workflow.getHandle(
      importWorkflowId({ campusCode: this.code, importId: this.id(name), attempt }),
    );
  }

  async begun(name: string): Promise<void> {
    await until(
      () =>
        this.importHandle(name)
          .describe()
          .catch(() => undefined),
      { timeoutMs: 15_000 },
    );
  }

  async resultOf(name: string, attempt = 1): Promise<unknown> {
    const handle = this.importHandle(name, attempt);
    await until(() => handle.describe().catch(() => undefined), { timeoutMs: 15_000 });
    return handle.result();
  }

  letThrough(name: string): void {
    this.#gate(this.id(name)).resolve();
  }

  /** Ids of the imports taken charge of, in order. */
  get taken(): string[] {
    const claims = this.activities.calls.filter((call) => call.startsWith('takeCharge'));
    return claims.map((call) => call.replace('takeCharge ', ''));
  }

  async run(test: () => Promise<void>, queues: CampusQueues = this.queue): Promise<void> {
    const { nativeConnection: connection } = this.#temporal;
    const starts = new ImportStarts(connection, 'default', this.#taskQueue);
    const worker = await Worker.create({
      connection,
      taskQueue: this.#taskQueue,
      ...WORKFLOWS,
      activities: { ...this.activities, ...createQueueActivities(queues, starts) },
      dataConverter: { payloadCodecs: [new PayloadGuard()] },
    });
    try {
      await worker.runUntil(test);
    } finally {
      await this.handle.terminate('end of the test').catch(() => undefined);
    }
  }

  #gate(importId: string): Deferred {
    const gate = this.#gates.get(importId) ?? deferred();
    this.#gates.set(importId, gate);
    return gate;
  }
}

const INTEGRATED = expect.objectContaining({ outcome: 'integrated' });

describe('campusCoordinator', () => {
  it('starts what the database hands over, however many, and nothing that it does not', async () => {
    const campus = new Campus();
    for (let index = 0; index < 45; index++) campus.handOver(`d${index}`, String(index));
    await campus.run(async () => {
      await campus.tell();
      for (let index = 0; index < 45; index++) expect(await campus.resultOf(`d${index}`)).toEqual(INTEGRATED);
      expect(campus.taken).toHaveLength(45);
    });
  });

  it('runs an attempt once, however often it is told of it', async () => {
    const campus = new Campus({ isHeld: true });
    campus.handOver('d1');
    await campus.run(async () => {
      await campus.tell();
      await campus.begun('d1');
      // The database goes on telling of it until somebody has taken charge.
      campus.handOver('d1');
      await campus.tell();
      await campus.tell();
      campus.letThrough('d1');
      expect(await campus.resultOf('d1')).toEqual(INTEGRATED);
      expect(campus.taken).toEqual([campus.id('d1')]);
    });
  });

  it('starts an attempt again that was terminated before it took charge, and no other that has ended', async () => {
    const campus = new Campus({ isHeld: true });
    await campus.run(async () => {
      campus.handOver('d1');
      await campus.tell();
      // Whatever the first run asks of the queue, it has asked by then.
      await until(() => Promise.resolve(campus.taken.includes(campus.id('d1')) || undefined));
      const { runId } = await campus.importHandle('d1').describe();
      await campus.importHandle('d1').terminate('by an operator');
      campus.handOver('d1');
      campus.letThrough('d1');
      await campus.tell();
      await until(async () =>
        (await campus.importHandle('d1').describe()).runId === runId ? undefined : true,
      );
      expect(await campus.resultOf('d1')).toEqual(INTEGRATED);
      campus.handOver('d1', 'A', 2);
      await campus.tell();
      expect(await campus.resultOf('d1', 2)).toEqual(INTEGRATED);
    });
  });

  it('goes on when the database does not answer', async () => {
    const campus = new Campus();
    campus.handOver('d1');
    let asked = 0;
    await campus.run(
      async () => {
        await campus.tell();
        expect(await campus.resultOf('d1')).toEqual(INTEGRATED);
      },
      {
        handedOver: (code, most, after) =>
          (asked += 1) === 1 ? Promise.reject(new Error('down')) : campus.queue.handedOver(code, most, after),
        countWaiting: () => campus.queue.countWaiting(),
      },
    );
  });

  it('takes any signal for one that there is work, be it of another shape, unknown or unreadable', async () => {
    const campus = new Campus();
    await campus.run(async () => {
      await campus.tell();
      await campus.handle.signal('work', null, { unexpected: ['content'] });
      await campus.handle.signal('depositQueued', { importId: 4, establishments: 'none' });
      await campus.handle.signal('__proto__', 'x');
      await campus.handle.signal('__temporal_unknown', 'x');
      await campus.handle.signal('__stack_trace');
      for (const [encoding, data] of [
        ['json/plain', '{"cut'],
        ['no/encoding', 'x'],
        ['', ''],
      ] as const)
        await signalRaw(env.client, campus.handle.workflowId, workSignal.name, [rawPayload(encoding, data)]);
      campus.handOver('d1');
      await campus.handle.signal('nothing');
      expect(await campus.resultOf('d1')).toEqual(INTEGRATED);
    });
  });

  it('stops no import when it is cancelled or terminated, and comes back with the next signal', async () => {
    const campus = new Campus({ isHeld: true });
    await campus.run(async () => {
      for (const [name, end] of [
        ['d1', () => campus.handle.cancel()],
        ['d2', () => campus.handle.terminate()],
      ] as const) {
        campus.handOver(name);
        await campus.tell();
        await campus.begun(name);
        await end();
        await until(async () =>
          (await campus.handle.describe()).status.name === 'RUNNING' ? undefined : true,
        );
      }
      for (const name of ['d1', 'd2']) {
        campus.letThrough(name);
        expect(await campus.resultOf(name)).toEqual(INTEGRATED);
      }
    });
  });

  it('continues as new again and again, also while imports run, and loses none', async () => {
    const campus = new Campus();
    const names = Array.from({ length: 60 }, (_, index) => `d${index}`);
    await campus.run(async () => {
      const runs = new Set<string>();
      for (const name of names) {
        campus.handOver(name);
        await campus.tell();
        runs.add((await campus.handle.describe()).runId);
        if (Number(name.slice(1)) % 10 === 9) await campus.resultOf(name);
      }
      for (const name of names) expect(await campus.resultOf(name)).toEqual(INTEGRATED);
      // How often depends on how many signals each of its turns has found.
      expect(runs.size).toBeGreaterThan(2);
      expect(new Set(campus.taken).size).toBe(names.length);
      expect(campus.taken).toHaveLength(names.length);
    });
  });

  it('continues as new for signals only, however early the server would have it', async () => {
    const impatient = await startTemporal({ 'limit.historyCount.suggestContinueAsNew': '1' });
    const campus = new Campus({ temporal: impatient });
    const names = ['d0', 'd1', 'd2', 'd3'];
    await campus.run(async () => {
      for (const name of names) {
        campus.handOver(name);
        await campus.tell();
        expect(await campus.resultOf(name)).toEqual(INTEGRATED);
      }
      // Runs that follow each other do so after a second.
      await until(
        async () => {
          const { runId } = await campus.handle.describe();
          await sleep(3_000);
          return (await campus.handle.describe()).runId === runId || undefined;
        },
        { timeoutMs: 30_000, what: 'a run that lasts' },
      );
      const query = `WorkflowId = '${campus.handle.workflowId}'`;
      expect((await impatient.client.workflow.count(query)).count).toBeLessThanOrEqual(1 + names.length);
    });
    await impatient.teardown();
  });

  it('lets an operator find imports by campus, establishment and status', async () => {
    const campus = new Campus();
    campus.handOver('d1', 'AB');
    await campus.run(async () => {
      await campus.tell();
      await campus.resultOf('d1');
      const query = `Campus = '${campus.code}' AND Establishments = '${campus.code}/B' AND ImportStatus = 'integrated' AND Uai = '0134567A'`;
      await until(async () => ((await env.client.workflow.count(query)).count === 1 ? true : undefined));
      const { typedSearchAttributes, historyLength } = await campus.importHandle('d1').describe();
      expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.origin)).toBe('automatic');
      expect(historyLength).toBeLessThan(40);
      const { events } = await campus.importHandle('d1').fetchHistory();
      const upserts = events?.filter(({ upsertWorkflowSearchAttributesEventAttributes: upsert }) =>
        Boolean(upsert),
      );
      expect(upserts).toHaveLength(1);
    });
  });
});
