import type { Counts } from '@timetable/domain';
import { countsInFrench } from '@timetable/domain/french-counts';
import {
  IMPORT_STEP_LABELS,
  IMPORT_STEPS,
  STEP_STATE_LABELS,
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
    const detail = [countsInFrench(counts), message].filter(Boolean).join(' — ');
    return `| ${IMPORT_STEP_LABELS[step]} | ${STEP_STATE_LABELS[state]} | ${inCell(detail)} |`;
  });
  return [`**${headline}**`, '', '| Étape | État | Détail |', '| --- | --- | --- |', ...rows].join('\n');
}

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
