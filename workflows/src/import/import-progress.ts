import {
  IMPORT_STEP_LABELS,
  IMPORT_STEPS,
  STEP_STATE_LABELS,
  type Counts,
  type ImportStep,
  type StepState,
} from '@timetable/domain';

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

const COUNT_LABELS: Readonly<Record<string, string>> = {
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
  created: 'créés',
  modified: 'modifiés',
  renamed: 'renommés',
  deleted: 'supprimés',
  cancelled: 'annulés',
  revived: 'rétablis',
  unchanged: 'inchangés',
  frozen: 'laissés en l’état (passé)',
  editedByHand: 'modifiés à la main, conservés',
};

/** « 701 cours, 16 431 séances »; counts of kinds are written `sessionsCreated` or `sessions.created` by the steps. */
function renderCounts(counts: Counts): string {
  return Object.entries(counts)
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => `${withThousands(value)} ${labelOf(name)}`)
    .join(', ');
}

function labelOf(name: string): string {
  const words = name.split('.').map((word) => COUNT_LABELS[word] ?? word);
  return words.join(' ');
}

/** Narrow no-break spaces, as French numbers are written; no locale data, so that every worker renders the same. */
const withThousands = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, '\u202f');

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
