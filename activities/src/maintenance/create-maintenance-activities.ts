import { Context } from '@temporalio/activity';
import { translatingFailures } from '../support/failure-translation.js';
import { whileHeartbeating, type Checkpoint } from '../support/while-heartbeating.js';
import type { MaintenanceActivities } from './maintenance-activities.js';

/** What the worker gives to the activities of maintenance. */
export interface MaintenanceDeps {
  /** What has been kept long enough. `checkpoint` is called between two batches, and throws when the run shall end. */
  readonly retention: Readonly<
    Record<'deleteSources' | 'deleteRows' | 'erasePersonalData', (checkpoint: Checkpoint) => Promise<number>>
  >;
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
      whileHeartbeating(async (checkpoint) => ({ deleted: await retention.deleteSources(checkpoint) })),
    deleteOrphanFiles: () =>
      whileHeartbeating(async () => ({
        // The system's time: it is compared with the dates of files.
        deleted: await orphans.sweep(new Date(), Context.current().cancellationSignal),
      })),
    deleteStaleStaging: async () => ({ deleted: await staging.deleteStale() }),
    deleteExpiredRows: () =>
      whileHeartbeating(async (checkpoint) => ({ deleted: await retention.deleteRows(checkpoint) })),
    erasePersonalData: () =>
      whileHeartbeating(async (checkpoint) => ({ deleted: await retention.erasePersonalData(checkpoint) })),
  });
}
