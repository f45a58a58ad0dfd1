import { describe, expect, it } from '@jest/globals';
import { depositObstacle, depositObstacleMessage, type DepositsBefore } from './deposit-limits.js';

const NOW = new Date('2026-09-14T08:00:00Z');
const LIMITS = { perAccountAnHour: 300, perCampusAnHour: 1200, waitingPerCampus: 1000 };
const NOTHING: DepositsBefore = { accountLimitReachedBy: null, campusLimitReachedBy: null, waiting: 0 };
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const judged = (before: Partial<DepositsBefore>) => depositObstacle({ ...NOTHING, ...before }, LIMITS, NOW);

describe('what stands against one more deposit', () => {
  it('is nothing below the limits', () => {
    expect(judged({ waiting: 999 })).toBeUndefined();
  });

  it('ends when the first of the counted deposits is an hour old', () => {
    expect(judged({ accountLimitReachedBy: minutesAgo(48) })).toEqual({
      reason: 'account_rate',
      retryAfterSeconds: 720,
    });
    expect(judged({ accountLimitReachedBy: minutesAgo(60) })).toBeUndefined();
  });

  it('is what lasts the longest', () => {
    const before = { accountLimitReachedBy: minutesAgo(30), campusLimitReachedBy: minutesAgo(10) };
    expect(judged({ ...before, waiting: 5000 })).toEqual({ reason: 'campus_rate', retryAfterSeconds: 3000 });
    expect(judged({ accountLimitReachedBy: minutesAgo(59), waiting: 1000 })?.reason).toBe('waiting');
  });

  it('never lasts longer than an hour, whatever the clock did', () => {
    expect(judged({ campusLimitReachedBy: minutesAgo(-500) })?.retryAfterSeconds).toBe(3600);
  });

  it('is told with the time to come back', () => {
    const told = (reason: 'account_rate' | 'campus_rate' | 'waiting', retryAfterSeconds: number): string =>
      depositObstacleMessage({ reason, retryAfterSeconds }, LIMITS);
    expect(told('account_rate', 720)).toContain('(300 au plus)');
    expect(told('account_rate', 720)).toContain('Renvoyez-le dans 12 minutes.');
    expect(told('campus_rate', 1)).toContain('dans une minute');
    expect(told('waiting', 600)).toContain('(1\u202f000 au plus)');
  });
});
