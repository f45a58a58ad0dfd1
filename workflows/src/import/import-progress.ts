import { frenchInteger } from '@timetable/domain/french';
import {
  IMPORT_STEP_LABELS,
  IMPORT_STEPS,
  STEP_STATE_LABELS,
  type Counts,
  type ImportStep,
  type StepState,
} from '@timetable/domain/status';

export interface StepProgress {
  readonly state: StepState;
  readonly counts: Counts;
  readonly message?: string;
}

/** The five steps of one import, in order. */
export type ImportProgress = Readonly<Record<ImportStep, StepProgress>>;

const PENDING: StepProgress = { state: 'pending', counts: {} };

/** The file has arrived, or there would be no import: its transfer is over from the start. */
export const INITIAL_PROGRESS: ImportProgress = {
  transfer: { state: 'ok', counts: {} },
  validation: PENDING,
  thresholds: PENDING,
  groups: PENDING,
  sessions: PENDING,
};

/** What will not run any more. */
export function skipPending(progress: ImportProgress): ImportProgress {
  const skip = (step: StepProgress): StepProgress =>
    step.state === 'pending' || step.state === 'running' ? { ...step, state: 'skipped' } : step;
  return {
    transfer: skip(progress.transfer),
    validation: skip(progress.validation),
    thresholds: skip(progress.thresholds),
    groups: skip(progress.groups),
    sessions: skip(progress.sessions),
  };
}

/** The table an operator reads as « Current Details » of the workflow: Markdown, French. */
export function renderProgress(progress: ImportProgress, headline: string): string {
  const rows = IMPORT_STEPS.map((step) => {
    const { state, counts, message } = progress[step];
    const detail = [renderCounts(counts), message].filter(Boolean).join(' — ');
    return `| ${IMPORT_STEP_LABELS[step]} | ${STEP_STATE_LABELS[state]} | ${inCell(detail)} |`;
  });
  return [`**${headline}**`, '', '| Étape | État | Détail |', '| --- | --- | --- |', ...rows].join('\n');
}

const NOUNS: Readonly<Record<string, string>> = {
  courses: 'cours',
  subjects: 'matières',
  teachers: 'enseignants',
  pupils: 'élèves',
  classes: 'classes',
  groups: 'groupes',
  rooms: 'salles',
  services: 'services',
  closures: 'périodes de fermeture',
  memberships: 'rattachements',
  sessions: 'séances',
  errors: 'erreurs',
  warnings: 'avertissements',
  exceeded: 'seuils dépassés',
};

const VERBS: Readonly<Record<string, string>> = {
  Created: 'en plus',
  Added: 'en plus',
  Modified: 'en changement',
  Renamed: 'sous un autre nom',
  Deleted: 'en moins',
  Ended: 'en moins',
  Cancelled: 'en moins',
  Revived: 'de retour',
  Unchanged: 'sans changement',
  Frozen: 'passées, laissées en l’état',
  EditedByHand: 'modifiées à la main, conservées',
};

/** « 701 cours, 45 groupes en plus »: steps name their counts `courses`, `groupsCreated`… */
function renderCounts(counts: Counts): string {
  return Object.entries(counts)
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => `${frenchInteger(value)} ${labelOf(name)}`)
    .join(', ');
}

function labelOf(name: string): string {
  const [, noun = '', verb = ''] = /^([a-z]+)([A-Z]\w*)?$/.exec(name) ?? [];
  const words = [NOUNS[noun], verb === '' ? '' : VERBS[verb]];
  return words.includes(undefined) ? name : words.filter(Boolean).join(' ');
}

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
