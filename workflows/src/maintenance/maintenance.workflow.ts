import { proxyActivities } from '@temporalio/workflow';
import type { MaintenanceActivities } from '@timetable/activities';
import type { MaintenanceInput, MaintenanceResult } from '../messages.js';

/** What one run does not get done the next one does: it gives up before. */
const { deleteExpiredSources, deleteOrphanFiles, deleteStaleStaging, deleteExpiredRows, erasePersonalData } =
  proxyActivities<MaintenanceActivities>({
    startToCloseTimeout: '2 hours',
    heartbeatTimeout: '30 seconds',
    retry: {
      initialInterval: '1 second',
      backoffCoefficient: 2,
      maximumInterval: '5 minutes',
      maximumAttempts: 12,
    },
  });

/** One run of one recurring job: its schedule starts it, and so may an operator. */
export function maintenance({ job }: MaintenanceInput): Promise<MaintenanceResult> {
  switch (job) {
    case 'source-retention':
      return deleteExpiredSources();
    case 'orphan-files':
      return deleteOrphanFiles();
    case 'stale-staging':
      return deleteStaleStaging();
    case 'row-retention':
      return deleteExpiredRows();
    case 'personal-data':
      return erasePersonalData();
  }
}
