import { academicHolidays, academicZoneOf, type NamedRun } from './academic-holidays.js';
import { addDays, weekdayOf } from './local-date.js';
import { publicHolidays } from './public-holidays.js';
import { yearLabel } from './school-year.js';
import { localDateOf, zonedInstant } from './zoned-time.js';

const SUNDAY = 7;
const SATURDAY = 6;
/** Between two years the days of which nobody expects a timetable, whatever the year. */
const SUMMER = { from: '07-06', to: '08-31' } as const;

/**
 * The beginning of the last of so many whole school days before today: whoever has sent nothing since has been silent for as
 * many. Days without lessons do not count: weekends, public holidays, the holidays of the academic zone where they are known, the summer.
 * @param days at least 1
 * @param academicZone as people typed it; null: public holidays and the summer alone
 */
export function schoolDaysAgo(
  now: Date,
  days: number,
  { timeZone, academicZone }: { readonly timeZone: string; readonly academicZone: string | null },
): Date {
  const today = localDateOf(now, timeZone);
  // Long enough for any walk: a year has more than a hundred school days.
  const earliest = addDays(today, -4 * days - 365);
  const publicDays = new Set(publicHolidays(earliest, today, timeZone).map(({ date }) => date));
  const holidays = holidaysSince(earliest, today, academicZone);
  const isSchoolDay = (date: string): boolean =>
    ![SATURDAY, SUNDAY].includes(weekdayOf(date)) &&
    !publicDays.has(date) &&
    !isInSummer(date) &&
    !holidays.some(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn);
  let date = today;
  for (let left = days; left > 0 && date > earliest;) {
    date = addDays(date, -1);
    if (isSchoolDay(date)) left -= 1;
  }
  return zonedInstant(date, 0, timeZone);
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
