import type { EstablishmentCalendar, SchoolYearRecord } from '@timetable/persistence';
import { notFound } from '../errors/api-error.js';

/**
 * The year that a request names: the one in force, or the one opened for later.
 * @param label absent: the one in force
 * @throws ApiError when the establishment has none of them
 */
export function yearAsked(calendar: EstablishmentCalendar | undefined, label?: string): SchoolYearRecord {
  if (calendar === undefined) throw notFound('Cet établissement n’a pas d’année scolaire ouverte.');
  const { current, next } = calendar;
  if (label === undefined) return current;
  const year = [current, next].find((known) => known?.label === label);
  if (year === undefined)
    throw notFound(`L’année ${label} n’est ni en cours ni ouverte d’avance dans cet établissement.`);
  return year;
}
