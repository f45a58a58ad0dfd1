// The queue of a campus on a real Temporal server: order, exclusivity, and what must never stop it.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { HELD, scriptedActivities, type ScriptedActivities } from '@timetable/histories';
import {
  coordinatorWorkflowId,
  depositQueuedSignal,
  importWorkflowId,
  queueQuery,
  SEARCH_ATTRIBUTES,
  withdrawUpdate,
  type DepositRef,
} from '@timetable/workflows/messages';
import type { campusCoordinator } from '@timetable/workflows';
import { randomUUID } from 'node:crypto';
import { deferred, type Deferred } from '../support/deferred.js';
import { startTemporal } from '../support/temporal-server.js';
import { bundleWorkflowSources } from '../support/workflow-bundle.js';

jest.setTimeout(60_000);

let env: TestWorkflowEnvironment;
let workflowBundle: WorkflowBundle;

beforeAll(async () => {
  [env, workflowBundle] = await Promise.all([
    startTemporal({ 'limit.historyCount.suggestContinueAsNew': '60' }),
    bundleWorkflowSources(),
  ]);
}, 60_000);
afterAll(async () => {
  await env.teardown();
});

/** Activities whose plan waits until the test lets that import through. */
class Gate {
  private readonly gates = new Map<string, Deferred>();
  private readonly planning = new Set<string>();
  readonly activities: ScriptedActivities;

  constructor(script: Parameters<typeof scriptedActivities>[0] = {}) {
    const open = scriptedActivities();
    this.activities = scriptedActivities({
      planImport: async (input) => {
        const { importId } = input.run;
        this.planning.add(importId);
        await this.of(importId).promise;
        this.planning.delete(importId);
        return (script.planImport ?? open.planImport)(input);
      },
    });
  }

  /** Ids of the imports being planned, once they are exactly these. */
  async running(...ids: readonly string[]): Promise<void> {
    await until(() => Promise.resolve([...this.planning].sort().join() === [...ids].sort().join()));
  }

  letThrough(...ids: readonly string[]): void {
    for (const id of ids) this.of(id).resolve();
  }

  private of(importId: string): Deferred {
    const gate = this.gates.get(importId) ?? deferred();
    this.gates.set(importId, gate);
    return gate;
  }
}

class Campus {
  readonly code = randomUUID();
  readonly taskQueue = randomUUID();
  readonly handle: WorkflowHandle<typeof campusCoordinator>;

  constructor() {
    this.handle = env.client.workflow.getHandle<typeof campusCoordinator>(coordinatorWorkflowId(this.code));
  }

  /** Letters stand for establishments: `ref('d2', 'AB')`. */
  ref(importId: string, letters: string, attempt = 1): DepositRef {
    return {
      importId: `${importId}-${this.code}`,
      round: attempt,
      establishments: Array.from(letters, (letter) => `${this.code}/${letter}`),
      uais: ['0134567A'],
      origin: 'automatic',
      priority: 3,
    };
  }

  id(importId: string): string {
    return `${importId}-${this.code}`;
  }

  async queue(...refs: readonly DepositRef[]): Promise<void> {
    for (const ref of refs) {
      await env.client.workflow.signalWithStart<typeof campusCoordinator, [DepositRef]>('campusCoordinator', {
        workflowId: coordinatorWorkflowId(this.code),
        taskQueue: this.taskQueue,
        args: [{ campusCode: this.code }],
        signal: depositQueuedSignal,
        signalArgs: [ref],
      });
    }
  }

  async resultOf(importId: string, attempt = 1): Promise<unknown> {
    const workflowId = importWorkflowId({ importId: this.id(importId), round: attempt });
    await until(() =>
      env.client.workflow
        .getHandle(workflowId)
        .describe()
        .then(
          () => true,
          () => false,
        ),
    );
    return env.client.workflow.getHandle(workflowId).result();
  }
}

async function withWorker(
  activities: ScriptedActivities,
  test: (campus: Campus) => Promise<void>,
): Promise<void> {
  const campus = new Campus();
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: campus.taskQueue,
    workflowBundle,
    activities,
  });
  try {
    await worker.runUntil(() => test(campus));
  } finally {
    await campus.handle.terminate('end of the test').catch(() => undefined);
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 15_000; !(await holds());) {
    if (Date.now() > deadline) throw new Error('not reached within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('campusCoordinator', () => {
  it('keeps the order of arrival within what imports share, and runs the rest side by side', async () => {
    const gate = new Gate();
    await withWorker(gate.activities, async (campus) => {
      const { id } = { id: campus.id.bind(campus) };
      await campus.queue(
        campus.ref('d1', 'A'),
        campus.ref('d2', 'AB'),
        campus.ref('d3', 'B'),
        campus.ref('d4', 'A'),
        campus.ref('d5', 'C'),
      );
      await gate.running(id('d1'), id('d5'));
      gate.letThrough(id('d5'));
      await gate.running(id('d1'));
      gate.letThrough(id('d1'));
      await gate.running(id('d2'));
      gate.letThrough(id('d2'));
      await gate.running(id('d3'), id('d4'));
      gate.letThrough(id('d3'), id('d4'));
      expect(await campus.resultOf('d4')).toMatchObject({ outcome: 'integrated' });
    });
  });

  it('runs an attempt once, however often it is signalled', async () => {
    const activities = scriptedActivities();
    await withWorker(activities, async (campus) => {
      const ref = campus.ref('d1', 'A');
      await campus.queue(ref, ref, campus.ref('d2', 'A'), ref);
      await campus.resultOf('d2');
      await campus.queue(ref, campus.ref('d3', 'A'));
      await campus.resultOf('d3');
      expect(activities.calls.filter((call) => call.startsWith('takeCharge'))).toEqual(
        ['d1', 'd2', 'd3'].map((importId) => `takeCharge ${campus.id(importId)}`),
      );
    });
  });

  it('goes on with the next import when one fails', async () => {
    const activities = scriptedActivities({
      validateDeposit: (input) =>
        input.run.importId.startsWith('broken')
          ? Promise.reject(ApplicationFailure.nonRetryable('broken', 'Defect'))
          : scriptedActivities().validateDeposit(input),
    });
    await withWorker(activities, async (campus) => {
      await campus.queue(campus.ref('broken', 'A'), campus.ref('good', 'A'));
      expect(await campus.resultOf('good')).toMatchObject({ outcome: 'integrated' });
      await expect(campus.resultOf('broken')).rejects.toThrow();
      expect((await campus.handle.describe()).status.name).toBe('RUNNING');
    });
  });

  it('is not held up by a held import, and runs its approved attempt as a new one', async () => {
    const open = scriptedActivities();
    const activities = scriptedActivities({
      planImport: (input) => (input.run.attempt === 1 ? Promise.resolve(HELD) : open.planImport(input)),
    });
    await withWorker(activities, async (campus) => {
      await campus.queue(campus.ref('d1', 'A'));
      expect(await campus.resultOf('d1')).toMatchObject({ outcome: 'held' });
      await campus.queue(campus.ref('d1', 'A', 2));
      expect(await campus.resultOf('d1', 2)).toMatchObject({ outcome: 'integrated' });
    });
  });

  it('shows its queue, and lets an attempt that still waits be withdrawn, but no other', async () => {
    const gate = new Gate();
    await withWorker(gate.activities, async (campus) => {
      const [first, second, third] = [campus.ref('d1', 'A'), campus.ref('d2', 'A'), campus.ref('d3', 'A')];
      await campus.queue(first, second, third);
      await gate.running(first.importId);
      expect(await campus.handle.query(queueQuery)).toEqual({
        running: [importWorkflowId(first)],
        waiting: [importWorkflowId(second), importWorkflowId(third)],
      });
      const { waiting } = await campus.handle.executeUpdate(withdrawUpdate, { args: [second] });
      expect(waiting).toEqual([importWorkflowId(third)]);
      await expect(campus.handle.executeUpdate(withdrawUpdate, { args: [first] })).rejects.toThrow(
        'Workflow Update failed',
      );
      gate.letThrough(first.importId, third.importId);
      expect(await campus.resultOf('d3')).toMatchObject({ outcome: 'integrated' });
      expect(gate.activities.calls).not.toContain(`takeCharge ${second.importId}`);
    });
  });

  it('frees the establishments of an import that an operator terminates', async () => {
    const gate = new Gate();
    await withWorker(gate.activities, async (campus) => {
      const [first, second] = [campus.ref('d1', 'A'), campus.ref('d2', 'A')];
      await campus.queue(first, second);
      await gate.running(first.importId);
      await env.client.workflow.getHandle(importWorkflowId(first)).terminate('by an operator');
      await gate.running(first.importId, second.importId); // The activity of the first does not know yet.
      gate.letThrough(first.importId, second.importId);
      expect(await campus.resultOf('d2')).toMatchObject({ outcome: 'integrated' });
    });
  });

  it('cancels what runs, and waits for its completion, when it is cancelled itself', async () => {
    const gate = new Gate();
    await withWorker(gate.activities, async (campus) => {
      const ref = campus.ref('d1', 'A');
      await campus.queue(ref);
      await gate.running(ref.importId);
      await campus.handle.cancel();
      // The campus passes it on in a workflow task of its own: the activity would otherwise end before.
      const running = env.client.workflow.getHandle(importWorkflowId(ref));
      await until(async () => {
        const { events } = await running.fetchHistory();
        return (
          events?.some(({ workflowExecutionCancelRequestedEventAttributes: request }) => request) ?? false
        );
      });
      gate.letThrough(ref.importId);
      await expect(campus.handle.result()).rejects.toThrow();
      expect(await campus.resultOf('d1')).toMatchObject({ outcome: 'cancelled' });
    });
  });

  it('continues as new between imports, forgetting neither who waits nor what it has seen', async () => {
    const gate = new Gate();
    await withWorker(gate.activities, async (campus) => {
      const refs = Array.from({ length: 12 }, (_, index) => campus.ref(`d${index}`, 'A'));
      gate.letThrough(...refs.map(({ importId }) => importId));
      await campus.queue(...refs);
      const first = await campus.handle.describe();
      await campus.queue(...refs); // The relay repeats itself.
      await campus.resultOf('d11');
      const last = await campus.handle.describe();
      expect(last.runId).not.toBe(first.runId);
      await campus.queue(...refs);
      await campus.queue(campus.ref('end', 'A'));
      gate.letThrough(campus.id('end'));
      await campus.resultOf('end');
      const taken = gate.activities.calls.filter((call) => call.startsWith('takeCharge'));
      expect(taken).toEqual(
        [...refs.map(({ importId }) => importId), campus.id('end')].map((id) => `takeCharge ${id}`),
      );
    });
  });

  it('lets an operator find imports by campus, establishment and status', async () => {
    const activities = scriptedActivities();
    await withWorker(activities, async (campus) => {
      await campus.queue(campus.ref('d1', 'AB'));
      await campus.resultOf('d1');
      const query = `Campus = '${campus.code}' AND Establishments = '${campus.code}/B' AND ImportStatus = 'integrated' AND Uai = '0134567A'`;
      await until(async () => (await env.client.workflow.count(query)).count === 1);
      const handle = env.client.workflow.getHandle(importWorkflowId(campus.ref('d1', 'AB')));
      const { typedSearchAttributes } = await handle.describe();
      expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.origin)).toBe('automatic');
    });
  });
});
