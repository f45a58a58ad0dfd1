import { ApplicationFailure } from '@temporalio/common';
import type { ImportActivities } from '@timetable/activities';
import type { DepositRef } from '@timetable/workflows/messages';
import { APPLICABLE, HELD, REJECTED, scriptedActivities, DUPLICATE_IGNORED } from './scripted-activities.js';

/** One way through an attempt: each is recorded as `import-<name>.json`. */
export interface ImportScenario {
  readonly name: string;
  readonly script: Partial<ImportActivities>;
  readonly attempt?: number;
  /** Cancelled while its plan is computed. */
  readonly isCancelled?: true;
}

const broken = (type: string) => () =>
  Promise.reject(ApplicationFailure.nonRetryable('as the scenario wants', type));

/** Every branch of `importDeposit`. A new branch comes with a scenario here. */
export const IMPORT_SCENARIOS: readonly ImportScenario[] = [
  { name: 'integrated', script: {} },
  {
    name: 'integrated-with-alerts',
    script: {
      planImport: () =>
        Promise.resolve({ ...APPLICABLE, state: 'alert', message: 'Un seuil non bloquant est dépassé.' }),
    },
  },
  { name: 'rejected', script: { validateDeposit: () => Promise.resolve(REJECTED) } },
  { name: 'ignored', script: { validateDeposit: () => Promise.resolve(DUPLICATE_IGNORED) } },
  { name: 'held', script: { planImport: () => Promise.resolve(HELD) } },
  { name: 'approved', script: {}, attempt: 2 },
  {
    name: 'plan-changed',
    script: { planImport: () => Promise.resolve({ ...HELD, code: 'plan_changed' }) },
    attempt: 2,
  },
  {
    name: 'superseded',
    script: { takeCharge: () => Promise.resolve({ taken: false, status: 'superseded' }) },
  },
  { name: 'cancelled', script: {}, isCancelled: true },
  { name: 'interrupted', script: { createGroups: broken('Defect') } },
  { name: 'fenced', script: { generateSessions: broken('Fenced') } },
  {
    name: 'published-before-it-failed',
    script: {
      concludeImport: broken('Defect'),
      markInterrupted: () => Promise.resolve({ outcome: 'integrated' }),
    },
  },
];

/** Establishments by letter, as `d2: 'AB'` for a campus-wide deposit. */
export function depositRef(campusCode: string, importId: string, letters: string, attempt = 1): DepositRef {
  return {
    importId,
    round: attempt,
    establishments: Array.from(letters, (letter) => `${campusCode}/${letter}`),
    uais: ['0134567A'],
    origin: 'automatic',
    priority: 3,
  };
}

/** One life of a coordinator: each is recorded as `coordinator-<name>.json`. */
export interface CoordinatorScenario {
  readonly name: string;
  /** Queued in this order. */
  readonly deposits: readonly {
    readonly importId: string;
    readonly letters: string;
    /** Later deposits of the same may start in its place. */
    readonly target?: string;
  }[];
  /** When the first run's history is complete enough. */
  readonly until: 'all imports have ended' | 'continued as new' | 'left for lack of work';
  readonly isCancelled?: true;
}

const twelve = Array.from({ length: 12 }, (_, index) => ({ importId: `d${index}`, letters: 'A' }));

/** Every branch of `campusCoordinator`. */
export const COORDINATOR_SCENARIOS: readonly CoordinatorScenario[] = [
  {
    name: 'queue',
    deposits: [
      { importId: 'd1', letters: 'A' },
      { importId: 'd2', letters: 'AB' },
      { importId: 'd3', letters: 'B' },
      { importId: 'd3', letters: 'B' },
      { importId: 'broken', letters: 'A' },
      { importId: 'd5', letters: 'C' },
    ],
    until: 'all imports have ended',
  },
  {
    name: 'overtaken',
    deposits: ['first', 'd2', 'd3', 'broken'].map((importId) => ({ importId, letters: 'A', target: 'A' })),
    until: 'all imports have ended',
  },
  { name: 'continued', deposits: twelve, until: 'continued as new' },
  {
    name: 'cancelled',
    deposits: [{ importId: 'slow', letters: 'A' }],
    until: 'all imports have ended',
    isCancelled: true,
  },
  { name: 'left', deposits: [{ importId: 'd1', letters: 'A' }], until: 'left for lack of work' },
];

/** What the imports of coordinators do: their ids say it. */
export const COORDINATOR_SCRIPT: Partial<ImportActivities> = {
  validateDeposit: (input) =>
    input.run.importId.includes('broken')
      ? Promise.reject(ApplicationFailure.nonRetryable('as the scenario wants', 'Defect'))
      : scriptedActivities().validateDeposit(input),
};
