import { ApplicationFailure } from '@temporalio/common';
import type { ImportActivities } from '@timetable/activities';
import type { HandedAttempt } from '@timetable/domain';
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

/** A later file is integrated between the first claim and the second. */
function takenOnce(): ImportActivities['takeCharge'] {
  let claims = 0;
  return ({ importId, attempt }) =>
    Promise.resolve(
      (claims += 1) === 1
        ? { taken: true, run: { importId, attempt, generation: '1' } }
        : { taken: false, status: 'superseded' },
    );
}

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
  { name: 'asked-to-stop', script: { generateSessions: broken('StopAsked') } },
  { name: 'interrupted', script: { createGroups: broken('Defect') } },
  {
    name: 'overtaken',
    script: {
      takeCharge: takenOnce(),
      generateSessions: broken('Overtaken'),
    },
  },
  { name: 'fenced', script: { generateSessions: broken('Fenced') } },
  {
    name: 'published-before-it-failed',
    script: {
      concludeImport: broken('Defect'),
      markInterrupted: () => Promise.resolve({ outcome: 'integrated' }),
    },
  },
];

/** Establishments by letter, as `handed(2, 'd2', 'CITE', 'AB')` for a campus-wide deposit. */
export const handed = (
  place: number,
  importId: string,
  campusCode: string,
  letters: string,
  attempt = 1,
): HandedAttempt => ({
  id: String(place),
  importId,
  attempt,
  priority: 3,
  origin: 'automatic',
  establishments: Array.from(letters, (letter) => `${campusCode}/${letter}`),
  uais: Array.from(letters, () => '0134567A'),
});

/** One life of a coordinator: each is recorded as `coordinator-<name>.json`. */
export interface CoordinatorScenario {
  readonly name: string;
  /** Handed over one after the other, each with its signal; twice the same is told twice. */
  readonly imports: readonly { readonly importId: string; readonly letters: string }[];
  /** When the first run's history is complete enough. */
  readonly until: 'all imports have ended' | 'continued as new' | 'left for lack of work';
  /** Of somebody who does not know the coordinator: name and content. They come before. */
  readonly oddSignals?: readonly (readonly [name: string, ...content: readonly unknown[]])[];
  readonly isCancelled?: true;
}

const many = Array.from({ length: 24 }, (_, index) => ({ importId: `d${index}`, letters: 'A' }));

/** Every branch of `campusCoordinator`. */
export const COORDINATOR_SCENARIOS: readonly CoordinatorScenario[] = [
  {
    name: 'queue',
    imports: [
      { importId: 'd1', letters: 'A' },
      { importId: 'd2', letters: 'AB' },
      { importId: 'd2', letters: 'AB' },
      { importId: 'broken', letters: 'A' },
      { importId: 'd5', letters: 'C' },
    ],
    until: 'all imports have ended',
  },
  {
    name: 'odd-signals',
    imports: [{ importId: 'd1', letters: 'A' }],
    until: 'all imports have ended',
    oddSignals: [
      ['depositQueued', { importId: 'x', round: 1, establishments: 'none' }],
      ['work', 'with', { content: [] }],
    ],
  },
  {
    name: 'reserved-signal',
    imports: [{ importId: 'd1', letters: 'A' }],
    until: 'all imports have ended',
    oddSignals: [['__temporal_unknown', 'x']],
  },
  { name: 'continued', imports: many, until: 'continued as new' },
  {
    name: 'cancelled',
    imports: [{ importId: 'd1', letters: 'A' }],
    until: 'all imports have ended',
    isCancelled: true,
  },
  { name: 'left', imports: [{ importId: 'd1', letters: 'A' }], until: 'left for lack of work' },
];

/** What the imports of coordinators do: their ids say it. */
export const COORDINATOR_SCRIPT: Partial<ImportActivities> = {
  validateDeposit: (input) =>
    input.run.importId.includes('broken')
      ? Promise.reject(ApplicationFailure.nonRetryable('as the scenario wants', 'Defect'))
      : scriptedActivities().validateDeposit(input),
};
