/** Local dates are `YYYY-MM-DD` texts, which compare as they follow each other. */
export type LocalDate = string;

const DAY_MS = 86_400_000;

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: LocalDate): number {
  return new Date(date).getUTCDay() || 7;
}

export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The Monday on or after the date. */
export function mondayFrom(date: LocalDate): LocalDate {
  return addDays(date, (8 - weekday(date)) % 7);
}

/** The Monday of the date's week. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date));
}

/** « 31/08/2026 ». */
export const frenchDate = (date: LocalDate): string => date.split('-').reverse().join('/');
