import { yearAhead, yearInForce } from '../calendar/years-in-time.js';
import type { CurrentYear } from '../plan/plan.js';

/** The school year an establishment is in, or is about to enter. */
export type EstablishmentYear = Pick<CurrentYear, 'label' | 'startsOn' | 'endsOn' | 'state' | 'datesDecided'>;

/** The years of one establishment of a target, and the date it is there. */
export interface EstablishmentYears {
  readonly years: readonly EstablishmentYear[];
  /** Local date. */
  readonly today: string;
}

/** The years that a file of the target may be of. */
export interface TargetYears {
  /** In force. */
  readonly year: CurrentYear;
  /** Opened for later, by one establishment at least. */
  readonly nextYear?: CurrentYear;
}

/** @returns undefined when no establishment has a year */
export function targetYears(establishments: readonly EstablishmentYears[]): TargetYears | undefined {
  const each = establishments.map(({ years, today }) => ({
    current: yearInForce(years, today),
    ahead: yearAhead(years, today),
  }));
  const count = establishments.length;
  const year = commonYear(known(each.map(({ current }) => current)), count);
  if (year === undefined || each.every(({ ahead }) => ahead === undefined)) return year && { year };
  const nextYear = commonYear(known(each.map(({ current, ahead }) => ahead ?? current)), count);
  return { year, ...(nextYear && { nextYear }) };
}

const known = (years: readonly (EstablishmentYear | undefined)[]): EstablishmentYear[] =>
  years.filter((year) => year !== undefined);

/** Whether nobody has decided on that year: neither a manager, who gives its dates, nor a first import. */
export const isProposal = ({ state, datesDecided, isPartlyOpen }: CurrentYear): boolean =>
  state === 'awaiting_first_import' && datesDecided !== true && isPartlyOpen !== true;

/**
 * The school year of a target: its first establishment's, open only when it is open in all of them. A year that is only
 * proposed for an establishment gives way to one that is decided for another.
 *
 * @param years one for each establishment that has one, first establishment first
 * @param establishmentCount how many the target has: one without a year awaits its first import
 * @returns undefined when no establishment has a year
 */
export function commonYear(
  years: readonly EstablishmentYear[],
  establishmentCount: number,
): CurrentYear | undefined {
  const decided = years.filter((year) => !isProposal(year));
  const [home] = [...decided, ...years];
  if (home === undefined) return undefined;
  const labels = [...new Set(decided.map(({ label }) => label))];
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
