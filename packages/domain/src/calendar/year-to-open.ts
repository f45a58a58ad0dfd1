import type { ClosureRun } from '../plan/plan.js';
import { yearLabel } from './school-year.js';

/** A school year as its campus sees it; dates included, local. */
export interface SchoolYearDates {
  /** « 2026-2027 ». */
  readonly label: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** The year that a manager may open now: the one that awaits its first import, else the one after it. */
export function yearToOpen({
  label,
  startsOn,
  endsOn,
  state,
}: SchoolYearDates & { readonly state: string }): SchoolYearDates {
  if (state === 'awaiting_first_import') return { label, startsOn, endsOn };
  const next = Number(label.slice(0, 4)) + 1;
  return { label: yearLabel(String(next)), startsOn: `${next}-09-01`, endsOn: `${next + 1}-08-31` };
}

/** Why a year cannot be opened. */
export const yearAlreadyOpenMessage = (label: string): string =>
  `L’année ${label} ne peut pas être ouverte : cette année ou une suivante l’est déjà.`;

/** Whether a closure says anything about another year. */
export const leavesYear = ({ startsOn, endsOn }: ClosureRun, year: SchoolYearDates): boolean =>
  startsOn < year.startsOn || endsOn > year.endsOn;

/** Why a closure cannot be kept. */
export const closureOutsideYearMessage = ({ startsOn, endsOn }: SchoolYearDates): string =>
  `Cette fermeture sort de l’année scolaire (${startsOn} – ${endsOn}).`;
