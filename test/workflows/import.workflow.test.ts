// One attempt of one import on a real Temporal server, with scripted activities: every outcome, and every way to stop.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { Context } from '@temporalio/activity';
import {
  APPLICABLE,
  HELD,
  REJECTED,
  scriptedActivities,
  DUPLICATE_IGNORED,
  type ScriptedActivities,
} from '@timetable/histories';
import {
  importWorkflowId,
  REVISION,
  SEARCH_ATTRIBUTES,
  type ImportInput,
} from '@timetable/workflows/messages';
import type { importDeposit } from '@timetable/workflows';
import { randomUUID } from 'node:crypto';
import { deferred } from '../support/deferred.js';
import { startTemporal } from '../support/temporal-server.js';
import { WORKFLOWS } from '../support/bundled-workflows.js';

let env: TestWorkflowEnvironment;

beforeAll(async () => {
  env = await startTemporal();
});
afterAll(async () => {
  await env.teardown();
});

const input = (attempt = 1): ImportInput => ({
  campusCode: 'CITE',
  importId: randomUUID(),
  attempt,
});

async function withWorker<T>(
  activities: ScriptedActivities,
  test: (taskQueue: string) => Promise<T>,
): Promise<T> {
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    ...WORKFLOWS,
    activities,
  });
  return worker.runUntil(() => test(taskQueue));
}

const start = (taskQueue: string, deposit: ImportInput) =>
  env.client.workflow.start<typeof importDeposit>('importDeposit', {
    taskQueue,
    workflowId: importWorkflowId(deposit),
    args: [{ ...deposit, revision: REVISION }],
  });

async function run(activities: ScriptedActivities, deposit = input()) {
  return withWorker(activities, async (taskQueue) => {
    const handle = await start(taskQueue, deposit);
    const result = await handle.result();
    return { handle, result, described: await handle.describe() };
  });
}

const names = (activities: ScriptedActivities) => activities.calls.map((call) => call.split(' ')[0]);

describe('importDeposit', () => {
  it('takes a good file from its claim to its integration', async () => {
    const activities = scriptedActivities();
    const { result, described } = await run(activities);
    expect(result).toEqual({ outcome: 'integrated', planHash: APPLICABLE.plan.planHash });
    expect(names(activities)).toEqual([
      'takeCharge',
      'validateDeposit',
      'planImport',
      'createGroups',
      'generateSessions',
      'concludeImport',
    ]);
    const attributes = described.typedSearchAttributes;
    expect(attributes.get(SEARCH_ATTRIBUTES.importStatus)).toBe('integrated');
    expect(attributes.get(SEARCH_ATTRIBUTES.step)).toBe('sessions');
    expect(attributes.get(SEARCH_ATTRIBUTES.schoolYear)).toBe('2026-2027');
  });

  it('integrates with alerts, and says which, when a step had something to say', async () => {
    const message = '3 élèves non rapprochés sur 40, soit 7,5 % (seuil 5 %).';
    const activities = scriptedActivities({
      planImport: () => Promise.resolve({ ...APPLICABLE, state: 'alert', message }),
    });
    const { result } = await run(activities);
    expect(result.outcome).toBe('integrated_with_alerts');
    expect(activities.completions).toMatchObject([{ outcome: 'integrated_with_alerts', message }]);
  });

  it.each([
    ['rejected', REJECTED, 'wrong_uai'],
    ['ignored', DUPLICATE_IGNORED, 'twin_file'],
  ] as const)(
    'completes as %s without planning when the file deserves nothing else',
    async (outcome, validation, code) => {
      const activities = scriptedActivities({ validateDeposit: () => Promise.resolve(validation) });
      const { result, described } = await run(activities);
      expect(result).toEqual({ outcome, code });
      expect(described.status.name).toBe('COMPLETED');
      expect(names(activities)).toEqual(['takeCharge', 'validateDeposit', 'concludeImport']);
    },
  );

  it('completes as held before any write when a blocking threshold is exceeded', async () => {
    const activities = scriptedActivities({ planImport: () => Promise.resolve(HELD) });
    const { result, described } = await run(activities);
    expect(result).toEqual({ outcome: 'held', code: 'blocking_threshold', planHash: HELD.plan.planHash });
    expect(described.status.name).toBe('COMPLETED');
    expect(names(activities)).toEqual(['takeCharge', 'validateDeposit', 'planImport', 'concludeImport']);
  });

  it('holds a manual import that awaits confirmation, with a code of its own', async () => {
    const activities = scriptedActivities({
      planImport: () => Promise.resolve({ ...HELD, code: 'confirmation_required' }),
    });
    const { result } = await run(activities);
    expect(result).toMatchObject({ outcome: 'held', code: 'confirmation_required' });
  });

  it('integrates the approved attempt, and holds it again when the plan has changed since', async () => {
    const approved = await run(scriptedActivities(), input(2));
    expect(approved.result.outcome).toBe('integrated');
    const changed = { ...HELD, plan: { ...HELD.plan, planHash: 'b'.repeat(64) } };
    const again = await run(scriptedActivities({ planImport: () => Promise.resolve(changed) }), input(2));
    expect(again.result).toMatchObject({ outcome: 'held', planHash: 'b'.repeat(64) });
  });

  it('does nothing for an attempt that is over when its turn comes', async () => {
    const activities = scriptedActivities({
      takeCharge: () => Promise.resolve({ taken: false, status: 'superseded' }),
    });
    const { result } = await run(activities);
    expect(result).toEqual({ outcome: 'superseded' });
    expect(names(activities)).toEqual(['takeCharge']);
  });

  it('tries a step again when the database comes back', async () => {
    let attempts = 0;
    const activities = scriptedActivities({
      planImport: () =>
        ++attempts < 3
          ? Promise.reject(ApplicationFailure.retryable('no connection', 'Unavailable.Database'))
          : Promise.resolve(APPLICABLE),
    });
    const { result } = await run(activities);
    expect(result.outcome).toBe('integrated');
    expect(attempts).toBe(3);
  });

  it('fails, after telling who must act, when a step fails for good', async () => {
    const activities = scriptedActivities({
      createGroups: () => Promise.reject(ApplicationFailure.nonRetryable('broken', 'Defect')),
    });
    const deposit = input();
    await withWorker(activities, async (taskQueue) => {
      const handle = await start(taskQueue, deposit);
      await expect(handle.result()).rejects.toThrow('Workflow execution failed');
      const described = await handle.describe();
      expect(described.status.name).toBe('FAILED');
      expect(described.typedSearchAttributes.get(SEARCH_ATTRIBUTES.importStatus)).toBe('interrupted');
    });
    expect(names(activities).at(-1)).toBe('markInterrupted');
  });

  it('says that a partner key is missing when that is why a step failed for good', async () => {
    const asked: unknown[] = [];
    const activities = scriptedActivities({
      planImport: () => Promise.reject(ApplicationFailure.nonRetryable('no key', 'Unavailable.PartnerKey')),
      markInterrupted: ({ code }) => {
        asked.push(code);
        return Promise.resolve({ outcome: 'interrupted' });
      },
    });
    await expect(run(activities)).rejects.toThrow('Workflow execution failed');
    expect(asked).toEqual(['partner_key_missing']);
  });

  it('stays integrated when what failed came after the publication', async () => {
    const activities = scriptedActivities({
      concludeImport: () => Promise.reject(ApplicationFailure.nonRetryable('broken', 'Defect')),
      markInterrupted: () => Promise.resolve({ outcome: 'integrated' }),
    });
    const { result, described } = await run(activities);
    expect(result.outcome).toBe('integrated');
    expect(described.status.name).toBe('COMPLETED');
  });

  it('ends quietly when another attempt has taken its establishments over', async () => {
    const activities = scriptedActivities({
      generateSessions: () => Promise.reject(ApplicationFailure.nonRetryable('fenced', 'Fenced')),
    });
    const { result, described } = await run(activities);
    expect(result).toEqual({ outcome: 'interrupted', code: 'fenced' });
    expect(described.status.name).toBe('COMPLETED');
    expect(names(activities).at(-1)).toBe('generateSessions');
  });

  it('records the cancel of an import that has written nothing', async () => {
    const planning = deferred();
    const activities = scriptedActivities({
      planImport: async () => {
        planning.resolve();
        await untilCancelled();
        return APPLICABLE;
      },
    });
    await withWorker(activities, async (taskQueue) => {
      const handle = await start(taskQueue, input());
      await planning.promise;
      await handle.cancel();
      expect(await handle.result()).toEqual({ outcome: 'cancelled' });
    });
    expect(activities.completions).toMatchObject([{ outcome: 'cancelled' }]);
    expect(names(activities)).not.toContain('createGroups');
  });

  it('records a cancel that comes before the file is claimed', async () => {
    const activities = scriptedActivities();
    const deposit = input();
    const taskQueue = randomUUID();
    const handle = await start(taskQueue, deposit);
    await handle.cancel();
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue,
      ...WORKFLOWS,
      activities,
    });
    await worker.runUntil(async () => {
      expect(await handle.result()).toEqual({ outcome: 'cancelled' });
    });
    expect(names(activities)).toEqual(['takeCharge', 'concludeImport']);
  });

  it('shows an operator the five steps in French while it runs, and a French summary beside each activity', async () => {
    const planning = deferred();
    const go = deferred();
    const activities = scriptedActivities({
      planImport: async () => {
        planning.resolve();
        await go.promise;
        return APPLICABLE;
      },
    });
    await withWorker(activities, async (taskQueue) => {
      const handle = await start(taskQueue, input());
      await planning.promise;
      const details = await handle.query<string>('__temporal_workflow_metadata').then(JSON.stringify);
      expect(details).toContain('| Validation du fichier | Réussi | 701 cours, 428 élèves |');
      expect(details).toContain('| Vérification des seuils | En cours |');
      go.resolve();
      await handle.result();
      const history = await handle.fetchHistory();
      const summaries = (history.events ?? []).flatMap(
        ({ userMetadata }) => userMetadata?.summary?.data?.toString() ?? [],
      );
      expect(summaries.map((summary): unknown => JSON.parse(summary))).toEqual([
        'Prise en charge du fichier',
        'Validation du fichier',
        'Vérification des seuils',
        'Création des groupes et rattachements',
        'Génération des séances',
        'Conclusion de l’import',
      ]);
    });
  });
});

/** A cancel reaches an activity with the answer to its heartbeats. */
async function untilCancelled(): Promise<void> {
  const context = Context.current();
  const beating = setInterval(() => {
    context.heartbeat();
  }, 100);
  try {
    await context.cancelled;
  } catch (error) {
    if (error instanceof CancelledFailure) throw error;
  } finally {
    clearInterval(beating);
  }
}
