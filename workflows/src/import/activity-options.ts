import {
  proxyActivities,
  proxyLocalActivities,
  type ActivityOptions,
  type LocalActivityOptions,
} from '@temporalio/workflow';
import type { ImportActivities, QueueActivities } from '@timetable/activities';
import { IMPORT_STEP_LABELS } from '@timetable/domain/status';

/**
 * A step that cannot reach the database or the storage is tried again for two hours, then the import is interrupted: it
 * holds its establishments meanwhile. Attempts are counted, not time: waiting for a worker is none, so that an 8 o'clock
 * backlog, or workers stopped over a week-end, fail no import.
 */
const RETRY = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;
/** Attempts that the waits between them (1, 2, 4… 32 seconds, then a minute each) spread over that time. */
const attemptsOver = (minutes: number): number => minutes + 6;

/** One short transaction. */
const SHORT: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { ...RETRY, maximumAttempts: attemptsOver(2 * 60) },
};

/**
 * The same inside the workflow task, without a task queue's round trip: the first and last milliseconds of every import. A
 * wait of a minute between two attempts is the server's, so that an outage holds no worker.
 */
const LOCAL: LocalActivityOptions = { ...SHORT, localRetryThreshold: '10 seconds' };

/** Reads, plans or writes a whole timetable. A worker that died is noticed by its missing heartbeats. */
const LONG: ActivityOptions = {
  ...SHORT,
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30 seconds',
};

const step = (options: ActivityOptions, summary: string): ImportActivities =>
  proxyActivities<ImportActivities>({ ...options, summary });
const localStep = (summary: string): ImportActivities & QueueActivities =>
  proxyLocalActivities<ImportActivities & QueueActivities>({ ...LOCAL, summary });

export const { handedOver, startHandedOver } = localStep('Imports à lancer');
export const { takeCharge } = localStep('Prise en charge du fichier');
export const { concludeImport } = localStep('Conclusion de l’import');
export const { validateDeposit } = step(LONG, IMPORT_STEP_LABELS.validation);
export const { planImport } = step(LONG, IMPORT_STEP_LABELS.thresholds);
/** One short transaction: what it counts was staged with the plan. */
export const { createGroups } = localStep(IMPORT_STEP_LABELS.groups);
/** As runs of before the first revision gave it. */
export const { createGroups: createGroupsApart } = step(LONG, IMPORT_STEP_LABELS.groups);
export const { generateSessions } = step(LONG, IMPORT_STEP_LABELS.sessions);

/** Tried much longer than the steps: it is what tells people who must act, and what failed may fail it too. */
export const { markInterrupted } = step(
  { ...SHORT, retry: { ...RETRY, maximumAttempts: attemptsOver(24 * 60) } },
  'Interruption après incident technique',
);
