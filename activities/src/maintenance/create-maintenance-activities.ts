import { Context } from '@temporalio/activity';
import { translatingFailures } from '../support/failure-translation.js';
import { whileHeartbeating } from '../support/while-heartbeating.js';
import type { MaintenanceActivities } from './maintenance-activities.js';

/** What the worker gives to the activities of maintenance. */
export interface MaintenanceDeps {
  /** One batch of deposited files past their retention. */
  readonly retention: { sweep(): Promise<{ readonly deleted: number; readonly hasMore: boolean }> };
  readonly orphans: { sweep(now: Date, end: AbortSignal): Promise<number> };
  readonly staging: { deleteStale(): Promise<number> };
}

/** The activities of maintenance, over what each job asks; one set per process. */
export function createMaintenanceActivities({
  retention,
  orphans,
  staging,
}: MaintenanceDeps): MaintenanceActivities {
  return translatingFailures<MaintenanceActivities>({
    deleteExpiredSources: () =>
      whileHeartbeating(async (checkpoint) => {
        for (let deleted = 0; ;) {
          checkpoint();
          const batch = await retention.sweep();
          deleted += batch.deleted;
          if (!batch.hasMore) return { deleted };
        }
      }),
    deleteOrphanFiles: () =>
      whileHeartbeating(async () => ({
        // The system's time: it is compared with the dates of files.
        deleted: await orphans.sweep(new Date(), Context.current().cancellationSignal),
      })),
    deleteStaleStaging: async () => ({ deleted: await staging.deleteStale() }),
  });
}
