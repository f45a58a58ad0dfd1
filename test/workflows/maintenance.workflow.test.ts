// The recurring jobs on a real Temporal server: what an operator sees, pauses and triggers.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { MaintenanceActivities } from '@timetable/activities';
import { TemporalClient } from '@timetable/temporal';
import type { maintenance } from '@timetable/workflows';
import {
  IMPORT_TASK_QUEUE,
  MAINTENANCE_JOBS,
  maintenanceId,
  type MaintenanceJob,
} from '@timetable/workflows/messages';
import { startTemporal } from '../support/temporal-server.js';
import { until } from '../support/until.js';
import { WORKFLOWS } from '../support/bundled-workflows.js';

let env: TestWorkflowEnvironment;
let temporal: TemporalClient;

beforeAll(async () => {
  env = await startTemporal();
  temporal = new TemporalClient({ TEMPORAL_ADDRESS: env.address, TEMPORAL_NAMESPACE: 'default' });
});
afterAll(async () => {
  await temporal.close();
  await env.teardown();
});

const scheduleOf = (job: MaintenanceJob) => env.client.schedule.getHandle(maintenanceId(job));

/** What each job removed: a number of its own, to be told apart. */
const DELETED: Readonly<Record<MaintenanceJob, number>> = {
  'source-retention': 3,
  'orphan-files': 1,
  'stale-staging': 2,
  'row-retention': 4,
  'personal-data': 5,
};
const activities: MaintenanceActivities = {
  deleteExpiredSources: () => Promise.resolve({ deleted: DELETED['source-retention'] }),
  deleteOrphanFiles: () => Promise.resolve({ deleted: DELETED['orphan-files'] }),
  deleteStaleStaging: () => Promise.resolve({ deleted: DELETED['stale-staging'] }),
  deleteExpiredRows: () => Promise.resolve({ deleted: DELETED['row-retention'] }),
  erasePersonalData: () => Promise.resolve({ deleted: DELETED['personal-data'] }),
};

describe('the schedules of maintenance', () => {
  it('are there once a worker has started, one per job, with what it does', async () => {
    await temporal.ensureMaintenanceSchedules();
    for (const job of MAINTENANCE_JOBS) {
      const { state, policies, action } = await scheduleOf(job).describe();
      expect(state).toMatchObject({ paused: false, note: expect.stringMatching(/^(Supprime|Vide) /) });
      expect(policies.overlap).toBe(ScheduleOverlapPolicy.SKIP);
      expect(action).toMatchObject({
        workflowType: 'maintenance',
        taskQueue: IMPORT_TASK_QUEUE,
        args: [{ job }],
      });
    }
  });

  it('stay paused over the start of workers, for the reason the operator gave, until the operator resumes them', async () => {
    await temporal.ensureMaintenanceSchedules();
    const schedule = scheduleOf('orphan-files');
    const note = (await schedule.describe()).state.note;
    await schedule.pause('restauration de la base');
    await temporal.ensureMaintenanceSchedules();
    expect((await schedule.describe()).state).toMatchObject({
      paused: true,
      note: 'restauration de la base',
    });
    await schedule.unpause('restaurée');
    await temporal.ensureMaintenanceSchedules();
    expect((await schedule.describe()).state).toMatchObject({ paused: false, note });
  });

  it('run their job when an operator triggers them, and say how much it removed', async () => {
    await temporal.ensureMaintenanceSchedules();
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: IMPORT_TASK_QUEUE,
      ...WORKFLOWS,
      activities,
    });
    const deleted = await worker.runUntil(async () => {
      const results: Partial<Record<MaintenanceJob, number>> = {};
      for (const job of MAINTENANCE_JOBS) {
        await scheduleOf(job).trigger();
        const { workflow } = await until(
          async () => (await scheduleOf(job).describe()).info.recentActions.at(-1)?.action,
          { what: `a run of ${job}` },
        );
        const { workflowId, firstExecutionRunId } = workflow;
        const run = env.client.workflow.getHandle<typeof maintenance>(workflowId, firstExecutionRunId);
        results[job] = (await run.result()).deleted;
      }
      return results;
    });
    expect(deleted).toEqual(DELETED);
  });
});
