import { addDays, addMonths } from './local-date.js';
import { localDateOf } from './zoned-time.js';

/** A school year as its campus sees it; dates included, local. */
export interface SchoolYearDates {
  /** « 2026-2027 », or « 2027 » for a year that is a calendar year. */
  readonly label: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/**
 * « 2027 » for a school year that begins in the first half of a calendar year and ends with it, as in New Caledonia;
 * « 2026-2027 » for any other. The dates decide, wherever the school is.
 * @param endsOn empty when it is not known
 */
export function yearLabel(startsOn: string, endsOn = ''): string {
  const first = Number(startsOn.slice(0, 4));
  const isWithin = endsOn === '' || endsOn.slice(0, 4) === startsOn.slice(0, 4);
  return isWithin && startsOn.slice(5) < '07-01' ? String(first) : `${first}-${first + 1}`;
}

export const SHORTEST_YEAR_MONTHS = 9;
export const LONGEST_YEAR_MONTHS = 13;

/** Whether a year of these dates, both included, is as long as school years are. */
export function isYearLong({ startsOn, endsOn }: Pick<SchoolYearDates, 'startsOn' | 'endsOn'>): boolean {
  const after = addDays(endsOn, 1);
  return (
    after >= addMonths(startsOn, SHORTEST_YEAR_MONTHS) && after <= addMonths(startsOn, LONGEST_YEAR_MONTHS)
  );
}

export interface SchoolPlace {
  /** IANA zone of its local times. */
  readonly timeZone: string;
  /** Of the campus, as people typed it. */
  readonly academicZone?: string | null | undefined;
}

/** By its time zone, else by the academy that people typed. */
export function isInNewCaledonia({ timeZone, academicZone }: SchoolPlace): boolean {
  return timeZone === 'Pacific/Noumea' || /cal[ée]donie|noum[ée]a/i.test(academicZone ?? '');
}

/** New Caledonia, Wallis and Futuna: from February to December. The other territories overseas have years from summer to summer. */
function isOnCalendarYears(place: SchoolPlace): boolean {
  return (
    isInNewCaledonia(place) ||
    place.timeZone === 'Pacific/Wallis' ||
    /wallis|futuna/i.test(place.academicZone ?? '')
  );
}

/**
 * The school year a campus that never imported is about to enter or is in, with the administration's usual bounds, until
 * a manager or a first file says better. From mid-July on (mid-December where the year is the calendar year), people prepare
 * the next one.
 */
export function proposedYear(now: Date, place: SchoolPlace): SchoolYearDates {
  const today = localDateOf(now, place.timeZone);
  const calendarYear = Number(today.slice(0, 4));
  if (isOnCalendarYears(place))
    return calendarYearOf(today.slice(5) >= '12-15' ? calendarYear + 1 : calendarYear);
  return yearFromSeptember(today.slice(5) >= '07-15' ? calendarYear : calendarYear - 1);
}

/** The year after that one, with the usual bounds of years of its kind. */
export function yearAfter({
  startsOn,
  endsOn,
}: Pick<SchoolYearDates, 'startsOn' | 'endsOn'>): SchoolYearDates {
  const next = Number(startsOn.slice(0, 4)) + 1;
  return yearLabel(startsOn, endsOn).includes('-') ? yearFromSeptember(next) : calendarYearOf(next);
}

function yearFromSeptember(year: number): SchoolYearDates {
  const [startsOn, endsOn] = [`${year}-09-01`, `${year + 1}-08-31`];
  return { label: yearLabel(startsOn, endsOn), startsOn, endsOn };
}

function calendarYearOf(year: number): SchoolYearDates {
  const [startsOn, endsOn] = [`${year}-02-01`, `${year}-12-31`];
  return { label: yearLabel(startsOn, endsOn), startsOn, endsOn };
}
