/** What leads a school from nothing to a timetable that EDT keeps up to date, in this order. */
export const FIRST_STEPS = [
  'directory',
  'year',
  'closures',
  'file',
  'preview',
  'approval',
  'account',
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

export interface FirstUse {
  /** Whether the ENT knows teachers and classes; undefined for who may not ask. */
  readonly hasDirectory: boolean | undefined;
  /** The first import of the year is made. */
  readonly isYearOpen: boolean;
  /** Days without sessions are known. */
  readonly hasClosures: boolean;
  /** Where the newest file sent by hand is. */
  readonly file: 'none' | 'moving' | 'held';
  /** EDT has something to sign in with; undefined for who may not ask. */
  readonly hasAccount: boolean | undefined;
}

const isDone: Readonly<Record<FirstStep, (use: FirstUse) => boolean>> = {
  directory: ({ hasDirectory, isYearOpen }) => hasDirectory !== false || isYearOpen,
  year: () => true,
  closures: ({ hasClosures, isYearOpen }) => hasClosures || isYearOpen,
  file: ({ file, isYearOpen }) => file !== 'none' || isYearOpen,
  preview: ({ isYearOpen }) => isYearOpen,
  approval: ({ isYearOpen }) => isYearOpen,
  account: ({ hasAccount }) => hasAccount !== false,
};

/** The file brings its own closures: nobody has to give others first. */
const OPTIONAL: readonly FirstStep[] = ['closures'];

/** What comes next; undefined once there is nothing left. */
export const nextFirstStep = (use: FirstUse): FirstStep | undefined =>
  FIRST_STEPS.find((step) => !isDone[step](use) && !OPTIONAL.includes(step));

export const stepsDone = (use: FirstUse): number => FIRST_STEPS.filter((step) => isDone[step](use)).length;

export type FirstStepState = 'done' | 'optional' | 'current' | 'later';

export function firstStepState(step: FirstStep, use: FirstUse): FirstStepState {
  if (isDone[step](use)) return 'done';
  if (OPTIONAL.includes(step)) return 'optional';
  return nextFirstStep(use) === step ? 'current' : 'later';
}

/** As people count. */
export const rankOf = (step: FirstStep): number => FIRST_STEPS.indexOf(step) + 1;
