import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type ScheduleClient,
  type ScheduleOptions,
} from '@temporalio/client';
import {
  IMPORT_TASK_QUEUE,
  MAINTENANCE_JOBS,
  maintenanceId,
  type MaintenanceJob,
} from '@timetable/workflows/messages';

interface JobSchedule {
  readonly every: '1 hour' | '6 hours' | '1 day';
  /** Spread, so that installations on one cluster do not all begin at the full hour. */
  readonly jitter: '5 minutes' | '30 minutes';
  /** What an operator reads beside it. */
  readonly note: string;
}

type CompleteOptions = ScheduleOptions & Required<Pick<ScheduleOptions, 'policies' | 'state'>>;

const SCHEDULES: Readonly<Record<MaintenanceJob, JobSchedule>> = {
  'source-retention': {
    every: '1 hour',
    jitter: '5 minutes',
    note: 'Supprime les fichiers déposés après SOURCE_RETENTION_DAYS jours (données personnelles) ; les bilans restent.',
  },
  'orphan-files': {
    every: '6 hours',
    jitter: '30 minutes',
    note: 'Supprime les fichiers stockés qu’aucun dépôt ne nomme. À suspendre avant de restaurer la base de données.',
  },
  'stale-staging': {
    every: '1 day',
    jitter: '30 minutes',
    note: 'Vide ce que des imports terminés auraient laissé dans les tables de préparation.',
  },
  'row-retention': {
    every: '1 hour',
    jitter: '5 minutes',
    note: 'Supprime les lignes techniques, les plans et les notifications dont la durée de conservation est passée.',
  },
  'personal-data': {
    every: '1 day',
    jitter: '30 minutes',
    note: 'Supprime les données personnelles des bilans et rapprochements des années scolaires passées ; les bilans restent.',
  },
};

/**
 * Makes the schedules of maintenance what this version says they are. Doing so again changes nothing, whichever worker
 * does; one that an operator has paused stays paused, with the operator's own note.
 */
export async function ensureMaintenanceSchedules(schedules: ScheduleClient): Promise<void> {
  for (const job of MAINTENANCE_JOBS) await ensure(schedules, optionsOf(job));
}

async function ensure(schedules: ScheduleClient, options: CompleteOptions): Promise<void> {
  try {
    await schedules.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, action, policies, state } = options;
    await schedules.getHandle(options.scheduleId).update((present) => ({
      spec,
      action,
      policies,
      state: present.state.paused ? present.state : { ...present.state, ...state },
    }));
  }
}

function optionsOf(job: MaintenanceJob): CompleteOptions {
  const { every, jitter, note } = SCHEDULES[job];
  return {
    scheduleId: maintenanceId(job),
    spec: { intervals: [{ every }], jitter },
    action: {
      type: 'startWorkflow',
      workflowType: 'maintenance',
      workflowId: maintenanceId(job),
      taskQueue: IMPORT_TASK_QUEUE,
      args: [{ job }],
      staticSummary: note,
    },
    policies: {
      // A run that lasts is not joined by another, and what was missed while Temporal was down is done once.
      overlap: ScheduleOverlapPolicy.SKIP,
      catchupWindow: every,
    },
    state: { note },
  };
}
