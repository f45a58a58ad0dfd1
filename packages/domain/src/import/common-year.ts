import type { CurrentYear } from '../plan/plan.js';

/** The school year an establishment is in, or is about to enter. */
export type EstablishmentYear = Pick<CurrentYear, 'label' | 'startsOn' | 'endsOn' | 'state' | 'datesDecided'>;

/**
 * The school year of a target: its first establishment's, open only when it is open in all of them.
 *
 * @param years one for each establishment that has one, first establishment first
 * @param establishmentCount how many the target has: one without a year awaits its first import
 * @returns undefined when no establishment has a year
 */
export function commonYear(
  years: readonly EstablishmentYear[],
  establishmentCount: number,
): CurrentYear | undefined {
  const [home] = years;
  if (home === undefined) return undefined;
  const labels = [...new Set(years.map(({ label }) => label))];
  if (labels.length > 1) return { ...home, state: 'awaiting_first_import', differingLabels: labels };
  const openCount = years.filter(({ state }) => state === 'open').length;
  if (openCount === establishmentCount) return { ...home, state: 'open' };
  return { ...home, state: 'awaiting_first_import', ...(openCount > 0 && { isPartlyOpen: true }) };
}

/**
 * Whether nothing of the year is there to compare with. An establishment that joins a year already begun by others is not
 * a first import in this sense: what has begun stays frozen, and the rates are judged.
 */
export const isFirstOfYear = ({ state, isPartlyOpen }: CurrentYear): boolean =>
  state === 'awaiting_first_import' && isPartlyOpen !== true;
