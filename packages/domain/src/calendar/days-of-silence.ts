import { academicHolidays, academicZoneOf, type NamedRun } from './academic-holidays.js';
import { addDays, weekdayOf } from './local-date.js';
import { publicHolidays } from './public-holidays.js';
import { yearLabel } from './school-year.js';
import { localDateOf, zonedInstant } from './zoned-time.js';

const SUNDAY = 7;
const SATURDAY = 6;
/** Between two years the days of which nobody expects a timetable, whatever the year. */
const SUMMER = { from: '07-06', to: '08-31' } as const;

/** Where a school is; its academic zone as people typed it, null: public holidays and the summer alone are no school days. */
interface SchoolPlace {
  readonly timeZone: string;
  readonly academicZone: string | null;
}

/**
 * The beginning of the last of so many whole school days before today: whoever has sent nothing since has been silent for as
 * many. Days without lessons do not count: weekends, public holidays, the holidays of the academic zone where they are known, the summer.
 * @param days at least 1
 */
export function schoolDaysAgo(now: Date, days: number, place: SchoolPlace): Date {
  const { timeZone } = place;
  const today = localDateOf(now, timeZone);
  // Long enough for any walk: a year has more than a hundred school days.
  const earliest = addDays(today, -4 * days - 365);
  const isSchoolDay = schoolDayBetween(earliest, today, place);
  let date = today;
  for (let left = days; left > 0 && date > earliest;) {
    date = addDays(date, -1);
    if (isSchoolDay(date)) left -= 1;
  }
  return zonedInstant(date, 0, timeZone);
}

/** Whole school days from one instant to another: `then` is before `schoolDaysAgo` of as many, and of no more. */
export function schoolDaysSince(then: Date, now: Date, place: SchoolPlace): number {
  const from = localDateOf(then, place.timeZone);
  const today = localDateOf(now, place.timeZone);
  const isSchoolDay = schoolDayBetween(from, today, place);
  let days = 0;
  for (let date = addDays(from, 1); date < today; date = addDays(date, 1)) if (isSchoolDay(date)) days += 1;
  return days;
}

/** Tells school days from others, of those between two dates. */
function schoolDayBetween(
  first: string,
  last: string,
  { timeZone, academicZone }: SchoolPlace,
): (date: string) => boolean {
  const publicDays = new Set(publicHolidays(first, last, timeZone).map(({ date }) => date));
  const holidays = holidaysSince(first, last, academicZone);
  return (date) =>
    ![SATURDAY, SUNDAY].includes(weekdayOf(date)) &&
    !publicDays.has(date) &&
    !isInSummer(date) &&
    !holidays.some(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn);
}

const isInSummer = (date: string): boolean => date.slice(5) >= SUMMER.from && date.slice(5) <= SUMMER.to;

function holidaysSince(earliest: string, today: string, academicZone: string | null): readonly NamedRun[] {
  const zone = academicZoneOf(academicZone);
  if (zone === undefined) return [];
  const [first, last] = [earliest, today].map((date) => Number(date.slice(0, 4)));
  const years = Array.from(
    { length: (last ?? 0) - (first ?? 0) + 2 },
    (_, index) => (first ?? 0) - 1 + index,
  );
  return years.flatMap((year) => academicHolidays(yearLabel(`${year}-09-01`), zone) ?? []);
}
