import { describe, expect, it } from '@jest/globals';
import {
  canBeAskedToStop,
  canBeCancelled,
  canBeRefused,
  canBeRetried,
  judgeApproval,
  type DecidableImport,
} from './may-decide.js';

const HELD: DecidableImport = {
  status: 'held',
  attempt: 1,
  planHash: 'shown',
  approvedPlanHash: null,
  isPublished: false,
  isSourceKept: true,
  isPlanCurrent: true,
};

describe('an approval', () => {
  it('holds for the plan that is shown', () => {
    expect(judgeApproval(HELD, 'shown')).toBe('approve');
    expect(judgeApproval(HELD, 'another')).toBe('plan_changed');
  });

  it('has an outdated plan computed again first', () => {
    expect(judgeApproval({ ...HELD, isPlanCurrent: false }, 'shown')).toBe('replan');
  });

  it('waits for the plan that is being computed again', () => {
    for (const status of ['received', 'running'] as const) {
      const moving: DecidableImport = { ...HELD, status, attempt: 2 };
      expect(judgeApproval(moving, 'shown')).toBe('replanning');
      expect(judgeApproval({ ...moving, approvedPlanHash: 'shown' }, 'shown')).toBe('not_possible');
      expect(judgeApproval({ ...moving, isPublished: true }, 'shown')).toBe('not_possible');
      expect(judgeApproval({ ...moving, planHash: null }, 'shown')).toBe('not_possible');
      expect(judgeApproval({ ...moving, attempt: 1 }, 'shown')).toBe('not_possible');
    }
  });

  it('comes too late for an import that has ended', () => {
    expect(judgeApproval({ ...HELD, status: 'superseded' }, 'shown')).toBe('not_possible');
  });
});

describe('the other decisions', () => {
  const statuses = [
    'received',
    'running',
    'held',
    'interrupted',
    'cancelled',
    'integrated',
    'rejected',
  ] as const;
  const admitting = (may: (state: DecidableImport) => boolean, isPublished = false) =>
    statuses.filter((status) => may({ ...HELD, status, isPublished }));

  it('are possible in these states', () => {
    expect(admitting(canBeRefused)).toEqual(['held']);
    expect(admitting(canBeCancelled)).toEqual(['received', 'held', 'interrupted']);
    expect(admitting(canBeAskedToStop)).toEqual(['running']);
    expect(admitting(canBeRetried)).toEqual(['interrupted', 'cancelled']);
  });

  it('cannot send again what was cancelled and whose file is gone', () => {
    expect(canBeRetried({ ...HELD, status: 'cancelled', isSourceKept: false })).toBe(false);
  });

  it('cannot stop what has published', () => {
    expect(admitting(canBeCancelled, true)).toEqual([]);
    expect(admitting(canBeAskedToStop, true)).toEqual([]);
  });
});
