import { describe, expect, it } from '@jest/globals';
import { DepositFailed, type DepositFailure } from '@timetable/deposits';
import { depositRefusal } from './deposit-refusal.js';

const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
const told = (reason: DepositFailure, cause: unknown = new Error('lost')) =>
  depositRefusal(new DepositFailed(reason, cause), 'college');

describe('what a client of the door is told of a deposit that failed', () => {
  it.each<[DepositFailure, number]>([
    ['account_closed', 401],
    ['account_suspended', 403],
    ['unknown_establishment', 403],
    ['storage_unavailable', 503],
    ['database_unavailable', 503],
    ['undecided', 503],
  ])('%s: %i', (reason, status) => {
    expect(told(reason)).toMatchObject({ status });
  });

  it('says that nothing is deposited, where that is known', () => {
    for (const reason of ['storage_unavailable', 'database_unavailable'] as const)
      expect(told(reason).sentence).toMatch('rien n’a été déposé');
  });

  it('says that it is not known, where it is not', () => {
    expect(told('undecided').sentence).toMatch('on ne sait pas encore');
  });

  it('says that there is no room left', () => {
    expect(told('storage_full', full)).toMatchObject({ status: 507 });
  });

  it('keeps the cause for the log', () => {
    expect(told('undecided', full).cause).toBe(full);
  });
});
