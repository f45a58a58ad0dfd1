import { describe, expect, it } from '@jest/globals';
import { planLinesGone } from './plan-lines-gone.js';

const planned = { planHash: 'a1', planErasedAt: null };

describe('the lines of a plan', () => {
  it.each(['superseded', 'refused', 'cancelled', 'interrupted'] as const)(
    'are said to be gone when the import is %s',
    (status) => {
      expect(planLinesGone({ ...planned, status })).toContain('ne sont plus gardées une par une');
    },
  );

  it.each(['held', 'received', 'running', 'integrated', 'integrated_with_alerts'] as const)(
    'are all there while the import is %s',
    (status) => {
      expect(planLinesGone({ ...planned, status })).toBeUndefined();
    },
  );

  it('are not missed where there was no plan', () => {
    expect(planLinesGone({ ...planned, status: 'rejected', planHash: null })).toBeUndefined();
  });

  it('are said to be erased whatever became of the import', () => {
    const erased = { ...planned, planErasedAt: new Date('2027-09-01T00:00:00Z') };
    expect(planLinesGone({ ...erased, status: 'integrated' })).toContain('effacées');
  });
});
