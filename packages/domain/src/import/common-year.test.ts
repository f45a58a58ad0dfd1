import { describe, expect, it } from '@jest/globals';
import { commonYear, isFirstOfYear, type EstablishmentYear } from './common-year.js';

const OPEN: EstablishmentYear = {
  label: '2026-2027',
  startsOn: '2026-09-01',
  endsOn: '2027-07-03',
  state: 'open',
  datesDecided: true,
};
const AWAITED: EstablishmentYear = { ...OPEN, startsOn: '2026-08-31', state: 'awaiting_first_import' };

describe('the school year of a target', () => {
  it('is its only establishment’s', () => {
    expect(commonYear([OPEN], 1)).toEqual(OPEN);
    expect(commonYear([AWAITED], 1)).toEqual(AWAITED);
  });

  it('is open when it is open in all of its establishments, with the dates of the first', () => {
    expect(commonYear([OPEN, { ...OPEN, startsOn: '2026-09-03' }], 2)).toEqual(OPEN);
  });

  it('is partly open when some of them await its first import', () => {
    expect(commonYear([AWAITED, OPEN], 2)).toEqual({ ...AWAITED, isPartlyOpen: true });
    expect(commonYear([AWAITED, AWAITED], 2)).toEqual(AWAITED);
  });

  it('is partly open when one of them has no year at all', () => {
    expect(commonYear([OPEN], 2)).toEqual({ ...OPEN, state: 'awaiting_first_import', isPartlyOpen: true });
  });

  it('awaits a first import when they are in different years, which it names', () => {
    const next: EstablishmentYear = { ...OPEN, label: '2027-2028' };
    expect(commonYear([OPEN, next, OPEN], 3)).toEqual({
      ...OPEN,
      state: 'awaiting_first_import',
      differingLabels: ['2026-2027', '2027-2028'],
    });
  });

  it('is undefined without any establishment’s', () => {
    expect(commonYear([], 1)).toBeUndefined();
  });
});

describe('a first import of the year', () => {
  it('is one that finds the year open nowhere', () => {
    expect([OPEN, AWAITED, { ...AWAITED, isPartlyOpen: true }].map(isFirstOfYear)).toEqual([
      false,
      true,
      false,
    ]);
  });
});
