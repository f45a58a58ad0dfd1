import { describe, expect, it } from '@jest/globals';
import { BucketUnavailable } from '@timetable/storage';
import { activityEnvironment } from '../testing/run-activity.js';
import { createMaintenanceActivities, type MaintenanceDeps } from './create-maintenance-activities.js';
import type { MaintenanceActivities } from './maintenance-activities.js';

const NOTHING: MaintenanceDeps = {
  retention: {
    deleteSources: () => Promise.resolve(0),
    deleteRows: () => Promise.resolve(0),
    erasePersonalData: () => Promise.resolve(0),
  },
  orphans: { sweep: () => Promise.resolve(0) },
  staging: { deleteStale: () => Promise.resolve(0) },
};

function run(
  activity: keyof MaintenanceActivities,
  deps: Partial<MaintenanceDeps>,
  env = activityEnvironment(),
): Promise<unknown> {
  const activities = createMaintenanceActivities({ ...NOTHING, ...deps });
  return env.run(() => activities[activity]());
}

describe('the activities of maintenance', () => {
  it('count what each retention deleted', async () => {
    const retention = {
      deleteSources: () => Promise.resolve(207),
      deleteRows: () => Promise.resolve(5),
      erasePersonalData: () => Promise.resolve(2),
    };
    expect(await run('deleteExpiredSources', { retention })).toEqual({ deleted: 207 });
    expect(await run('deleteExpiredRows', { retention })).toEqual({ deleted: 5 });
    expect(await run('erasePersonalData', { retention })).toEqual({ deleted: 2 });
  });

  it('end between two batches when they are cancelled', async () => {
    const env = activityEnvironment();
    let sweeps = 0;
    const retention = {
      ...NOTHING.retention,
      deleteSources: (checkpoint: () => void) => {
        for (;;) {
          checkpoint();
          sweeps += 1;
          env.cancel();
        }
      },
    };
    await expect(run('deleteExpiredSources', { retention }, env)).rejects.toMatchObject({
      name: 'CancelledFailure',
    });
    expect(sweeps).toBe(1);
  });

  it('hand the cancel to a sweep of orphans, which may last for hours', async () => {
    const env = activityEnvironment();
    const orphans = {
      sweep: (_now: Date, end: AbortSignal) =>
        new Promise<number>((_, reject) => {
          end.addEventListener('abort', () => {
            reject(new Error('told to'));
          });
          env.cancel();
        }),
    };
    await expect(run('deleteOrphanFiles', { orphans }, env)).rejects.toMatchObject({
      name: 'CancelledFailure',
    });
  });

  it('count the imports whose staging was emptied', async () => {
    const staging = { deleteStale: () => Promise.resolve(2) };
    expect(await run('deleteStaleStaging', { staging })).toEqual({ deleted: 2 });
  });

  it('are tried again when the bucket does not answer', async () => {
    const orphans = { sweep: () => Promise.reject(new BucketUnavailable('listing')) };
    await expect(run('deleteOrphanFiles', { orphans })).rejects.toMatchObject({
      type: 'Unavailable.Storage',
      nonRetryable: false,
    });
  });
});
