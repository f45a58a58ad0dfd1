import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { ImportActivities } from '@timetable/activities';
import { IMPORT_STEP_LABELS } from '@timetable/domain/status';

/**
 * A step that cannot reach the database or the storage is tried again for two hours, then the import is interrupted:
 * it holds its establishments meanwhile. No bound on waiting for a worker alone: an 8 o'clock backlog fails no import.
 */
const PATIENCE = '2 hours';
const RETRY = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;

/** One short transaction. */
const SHORT: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: PATIENCE,
  retry: RETRY,
};

/** Reads, plans or writes a whole timetable. A worker that died is noticed by its missing heartbeats. */
const LONG: ActivityOptions = {
  ...SHORT,
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30 seconds',
};

const step = (options: ActivityOptions, summary: string): ImportActivities =>
  proxyActivities<ImportActivities>({ ...options, summary });

export const { takeCharge } = step(SHORT, 'Prise en charge du fichier');
export const { validateDeposit } = step(LONG, IMPORT_STEP_LABELS.validation);
export const { planImport } = step(LONG, IMPORT_STEP_LABELS.thresholds);
export const { createGroups } = step(LONG, IMPORT_STEP_LABELS.groups);
export const { generateSessions } = step(LONG, IMPORT_STEP_LABELS.sessions);
export const { concludeImport } = step(SHORT, 'Conclusion de l’import');

/** Tried much longer than the steps: it is what tells people who must act, and what failed may fail it too. */
export const { markInterrupted } = step(
  { ...SHORT, scheduleToCloseTimeout: '1 day' },
  'Interruption après incident technique',
);
