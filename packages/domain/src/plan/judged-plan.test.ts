import { describe, expect, it } from '@jest/globals';
import type { ThresholdVerdict } from '../thresholds/threshold.js';
import { judgedPlan } from './judged-plan.js';

const verdict = (sentence: string, exceeded: boolean, blocking: boolean): ThresholdVerdict => ({
  ...{
    code: 'subjects_created',
    group: 'thresholds',
    label: 'L',
    limit: 50,
    numerator: 1,
    denominator: 1,
    judged: true,
  },
  ...{ sentence, exceeded, blocking },
});
const FINE = verdict('Fine', false, true);
const ALERT = verdict('Alert', true, false);
const BLOCKING = verdict('Blocking', true, true);

describe('A plan that is applied', () => {
  it('says nothing when no threshold is exceeded, else all that are', () => {
    expect(
      judgedPlan({ decision: 'apply', verdicts: [FINE], comparison: 'ordinary', isApproved: false }),
    ).toEqual({
      verdict: 'apply',
      state: 'ok',
      counts: { exceeded: 0 },
    });
    expect(
      judgedPlan({
        decision: 'apply',
        verdicts: [FINE, ALERT, BLOCKING],
        comparison: 'ordinary',
        isApproved: true,
      }),
    ).toEqual({
      verdict: 'apply',
      state: 'alert',
      counts: { exceeded: 2 },
      message: 'Alert. Blocking.',
    });
  });
});

describe('A plan that goes back to what was', () => {
  it('says so, applied or not', () => {
    const judged = (decision: 'apply' | 'held') =>
      judgedPlan({ decision, verdicts: [FINE], comparison: 'return', isApproved: false });
    expect(judged('apply')).toMatchObject({
      state: 'ok',
      message: expect.stringMatching(/^Retour à un emploi/),
    });
    expect(judged('held')).toMatchObject({
      state: 'ok',
      message: expect.stringMatching(/Retour à un emploi/),
    });
  });
});

describe('A plan that waits', () => {
  it('is blocked by what it exceeds', () => {
    expect(
      judgedPlan({
        decision: 'held',
        verdicts: [ALERT, BLOCKING],
        comparison: 'ordinary',
        isApproved: false,
      }),
    ).toMatchObject({
      code: 'blocking_threshold',
      state: 'blocked',
      message:
        'Alert. Blocking. Si c’est voulu, intégrez quand même ; sinon, ' +
        'corrigez l’emploi du temps dans le logiciel et refaites l’export.',
    });
  });

  it('says what would happen before the numbers, then where to look', () => {
    const telling = { ...BLOCKING, consequence: 'La moitié des classes partiraient.', remedy: 'regardez là' };
    const verdicts = [ALERT, BLOCKING, telling];
    expect(
      judgedPlan({ decision: 'held', verdicts, comparison: 'ordinary', isApproved: false }),
    ).toMatchObject({
      message:
        'La moitié des classes partiraient. Alert. Blocking. Blocking. ' +
        'Si c’est voulu, intégrez quand même ; sinon, regardez là.',
    });
  });

  it('asks to be confirmed when nothing blocks it', () => {
    const held = (verdicts: readonly ThresholdVerdict[]) =>
      judgedPlan({ decision: 'held', verdicts, comparison: 'ordinary', isApproved: false });
    expect(held([FINE])).toMatchObject({ code: 'confirmation_required', state: 'ok' });
    expect(held([ALERT])).toMatchObject({
      state: 'alert',
      message: expect.stringMatching(/confirmez-le\. Alert\.$/),
    });
  });

  it('says that it is no longer the one that was approved', () => {
    const held = (verdicts: readonly ThresholdVerdict[]) =>
      judgedPlan({ decision: 'held', verdicts, comparison: 'ordinary', isApproved: true });
    expect(held([FINE])).toMatchObject({ code: 'plan_changed', state: 'alert' });
    expect(held([BLOCKING])).toMatchObject({ code: 'plan_changed', state: 'blocked' });
  });
});
