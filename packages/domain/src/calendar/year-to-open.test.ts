import { describe, expect, it } from '@jest/globals';
import { leavesYear, yearToOpen } from './year-to-open.js';

const YEAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-03' };

describe('The year to open', () => {
  it('is the one that awaits its first import, with the dates it has', () => {
    expect(yearToOpen({ ...YEAR, state: 'awaiting_first_import' })).toEqual(YEAR);
  });

  it('is the next one, with the usual bounds, once that import is done', () => {
    expect(yearToOpen({ ...YEAR, state: 'open' })).toEqual({
      label: '2027-2028',
      startsOn: '2027-09-01',
      endsOn: '2028-08-31',
    });
  });
});

describe('A closure', () => {
  it('leaves a year by either end, and not by its bounds', () => {
    const runs = [
      { startsOn: '2026-09-01', endsOn: '2027-07-03' },
      { startsOn: '2026-08-31', endsOn: '2026-09-02' },
      { startsOn: '2027-07-03', endsOn: '2027-07-04' },
    ];
    expect(runs.map((run) => leavesYear(run, YEAR))).toEqual([false, true, true]);
  });
});
