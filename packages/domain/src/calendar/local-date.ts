/**
 * Local dates as `YYYY-MM-DD` text, and days as whole numbers counted from 1970-01-01. No `Date` in between: a `Date` is an
 * instant, and reading one back in the machine's zone is how dates move by a day.
 */
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_PER_ERA = 146_097;
const DAYS_FROM_ERA_TO_EPOCH = 719_468;

/** Whether the text is a date of the calendar: `2025-02-29` is not. */
export function isLocalDate(text: string): boolean {
  return PATTERN.test(text) && localDate(epochDay(text)) === text;
}

/** Days from 1970-01-01 to a date; NaN when the text has not the shape of one. */
export function epochDay(date: string): number {
  const match = PATTERN.exec(date);
  if (match === null) return Number.NaN;
  const month = Number(match[2]);
  // Years begin in March here, so that the leap day is the last of its year.
  const year = Number(match[1]) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(match[3]) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_ERA_TO_EPOCH;
}

/** The date that many days after 1970-01-01. */
export function localDate(day: number): string {
  const shifted = day + DAYS_FROM_ERA_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

/** `localDate` for many days of few dates, a school year's: each date is one text. */
export function localDates(): (day: number) => string {
  const dates = new Map<number, string>();
  return (day) => {
    let date = dates.get(day);
    if (date === undefined) dates.set(day, (date = localDate(day)));
    return date;
  };
}

export function addDays(date: string, days: number): string {
  return localDate(epochDay(date) + days);
}

/** The same day of another month, or the last day of that month when it has no such day: 31 January and one month is 28 February. */
export function addMonths(date: string, months: number): string {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const firstDay = (of: number) =>
    `${String(Math.floor(of / 12)).padStart(4, '0')}-${twoDigits((of % 12) + 1)}-01`;
  const lastDay = addDays(firstDay(month + 1), -1);
  const sameDay = `${lastDay.slice(0, 8)}${date.slice(8)}`;
  return sameDay < lastDay ? sameDay : lastDay;
}

/** Days from the first date to the second: negative when the second comes before. */
export function daysBetween(from: string, to: string): number {
  return epochDay(to) - epochDay(from);
}

/** ISO weekday, 1 = Monday. */
export function weekdayOf(date: string): number {
  return ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** « 21/10/2025 ». */
export function frenchDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year}`;
}

/** French, January first. */
export const MONTHS: readonly string[] = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
  ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
];

/** « 1er septembre 2027 ». */
export function frenchLongDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day === '01' ? '1er' : Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
