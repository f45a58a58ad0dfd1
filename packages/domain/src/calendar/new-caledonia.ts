import type { NamedRun } from './academic-holidays.js';

/**
 * Holidays of New Caledonia, from the Saturday to the Sunday both included, as its government published them and as known in
 * November 2026: a proposal to be verified, like the national calendar's. MAINTENANCE: one entry a year.
 */
const YEARS: Readonly<Record<string, readonly (readonly [startsOn: string, endsOn: string])[]>> = {
  '2026': [
    ['2026-04-04', '2026-04-19'],
    ['2026-06-06', '2026-06-21'],
    ['2026-08-08', '2026-08-23'],
    ['2026-10-10', '2026-10-25'],
  ],
};

/** In order; undefined when that year's calendar is not known here. */
export function newCaledoniaHolidays(label: string): NamedRun[] | undefined {
  return YEARS[label]?.map(([startsOn, endsOn], index) => ({
    name: `Vacances de la ${index === 0 ? '1re' : `${index + 1}e`} période`,
    startsOn,
    endsOn,
  }));
}
