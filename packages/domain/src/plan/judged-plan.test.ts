import { describe, expect, it } from '@jest/globals';
import type { ThresholdVerdict } from '../thresholds/threshold.js';
import { judgedPlan } from './judged-plan.js';

const verdict = (sentence: string, exceeded: boolean, blocking: boolean): ThresholdVerdict => ({
  ...{ code: 'subjects_created', label: 'L', limit: 50, numerator: 1, denominator: 1, judged: true },
  ...{ sentence, exceeded, blocking },
});
const FINE = verdict('Fine', false, true);
const ALERT = verdict('Alert', true, false);
const BLOCKING = verdict('Blocking', true, true);

describe('A plan that is applied', () => {
  it('says nothing when no threshold is exceeded, else all that are', () => {
    expect(judgedPlan({ decision: 'apply', verdicts: [FINE], isApproved: false })).toEqual({
      verdict: 'apply',
      state: 'ok',
      counts: { exceeded: 0 },
    });
    expect(judgedPlan({ decision: 'apply', verdicts: [FINE, ALERT, BLOCKING], isApproved: true })).toEqual({
      verdict: 'apply',
      state: 'alert',
      counts: { exceeded: 2 },
      message: 'Alert. Blocking.',
    });
  });
});

describe('A plan that waits', () => {
  it('is blocked by what it exceeds', () => {
    expect(judgedPlan({ decision: 'held', verdicts: [ALERT, BLOCKING], isApproved: false })).toMatchObject({
      code: 'blocking_threshold',
      state: 'blocked',
      message: 'Alert. Blocking.',
    });
  });

  it('asks to be confirmed when nothing blocks it', () => {
    const held = (verdicts: readonly ThresholdVerdict[]) =>
      judgedPlan({ decision: 'held', verdicts, isApproved: false });
    expect(held([FINE])).toMatchObject({ code: 'confirmation_required', state: 'ok' });
    expect(held([ALERT])).toMatchObject({
      state: 'alert',
      message: expect.stringMatching(/confirmez-le\. Alert\.$/),
    });
  });

  it('says that it is no longer the one that was approved', () => {
    const held = (verdicts: readonly ThresholdVerdict[]) =>
      judgedPlan({ decision: 'held', verdicts, isApproved: true });
    expect(held([FINE])).toMatchObject({ code: 'plan_changed', state: 'alert' });
    expect(held([BLOCKING])).toMatchObject({ code: 'plan_changed', state: 'blocked' });
  });
});
