import { describe, expect, it } from '@jest/globals';
import {
  FIRST_STEPS,
  firstStepState,
  nextFirstStep,
  rankOf,
  stepsDone,
  type FirstUse,
} from './first-steps.js';

const FRESH: FirstUse = {
  hasDirectory: true,
  isYearOpen: false,
  hasClosures: true,
  file: 'none',
  hasAccount: false,
};

describe('the first steps of a school', () => {
  it('begin with the directory when the ENT knows nobody, and with the file otherwise', () => {
    expect(nextFirstStep({ ...FRESH, hasDirectory: false })).toBe('directory');
    expect(nextFirstStep(FRESH)).toBe('file');
    expect(rankOf('file')).toBe(4);
  });

  it('go on with the preview of a file that was sent, then with an account for EDT, then end', () => {
    expect(nextFirstStep({ ...FRESH, file: 'moving' })).toBe('preview');
    expect(nextFirstStep({ ...FRESH, file: 'held' })).toBe('preview');
    expect(nextFirstStep({ ...FRESH, isYearOpen: true })).toBe('account');
    expect(nextFirstStep({ ...FRESH, isYearOpen: true, hasAccount: true })).toBeUndefined();
  });

  it('leave closures to who wants to give some: the file brings its own', () => {
    const without = { ...FRESH, hasClosures: false };
    expect(firstStepState('closures', without)).toBe('optional');
    expect(nextFirstStep(without)).toBe('file');
    expect(stepsDone(without)).toBe(stepsDone(FRESH) - 1);
  });

  it('ask in a new year for its first import alone: accounts are kept', () => {
    const newYear = { ...FRESH, hasAccount: true };
    expect(nextFirstStep(newYear)).toBe('file');
    expect(FIRST_STEPS.filter((step) => firstStepState(step, newYear) === 'later')).toEqual([
      'preview',
      'approval',
    ]);
    expect(stepsDone(newYear)).toBe(4);
  });

  it('leave out what a reader may not ask', () => {
    expect(
      nextFirstStep({ ...FRESH, hasDirectory: undefined, hasAccount: undefined, isYearOpen: true }),
    ).toBe(undefined);
  });
});
