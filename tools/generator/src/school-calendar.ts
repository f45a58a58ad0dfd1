import { addDays, daysBetween, mondayFrom, mondayOf, weekday, type LocalDate } from './local-date.js';

export type AcademicZone = 'A' | 'B' | 'C';

/** A plausible school year: the real one is decreed years ahead, ours follows its habits. */
export interface SchoolCalendar {
  /** `2026-2027`. */
  readonly label: string;
  readonly startsOn: LocalDate;
  /** End of the year as EDT writes it: 31 August. */
  readonly endsOn: LocalDate;
  /** Monday of school week 1. */
  readonly firstMonday: LocalDate;
  readonly lastSchoolDay: LocalDate;
  /** Vacations, as Mondays of whole weeks. */
  readonly vacationWeeks: ReadonlySet<LocalDate>;
  readonly publicHolidays: ReadonlySet<LocalDate>;
}

/** @param label `2026-2027` */
export function schoolCalendar(label: string, zone: AcademicZone = 'B'): SchoolCalendar {
  const year = Number(/^(\d{4})-(\d{4})$/.exec(label)?.[1]);
  if (label !== `${year}-${year + 1}`)
    throw new RangeError(`Année scolaire incorrecte : ${label} (attendu : 2026-2027)`);
  const startsOn = firstWorkingDay(`${year}-09-01`);
  // The zones take turns: every third year each of them is the first on holiday.
  const turns: readonly AcademicZone[][] = [
    ['A', 'B', 'C'],
    ['C', 'A', 'B'],
    ['B', 'C', 'A'],
  ];
  const turn = turns[year % 3]?.indexOf(zone) ?? 0;
  const winter = addDays(mondayFrom(`${year + 1}-02-05`), 7 * turn);
  const vacations = [mondayFrom(`${year}-10-18`), mondayFrom(`${year}-12-20`), winter, addDays(winter, 56)];
  return {
    label,
    startsOn,
    endsOn: `${year + 1}-08-31`,
    firstMonday: mondayOf(startsOn),
    lastSchoolDay: addDays(mondayFrom(`${year + 1}-06-28`), 4),
    vacationWeeks: new Set(vacations.flatMap((monday) => [monday, addDays(monday, 7)])),
    publicHolidays: new Set([...publicHolidays(year), ...publicHolidays(year + 1)]),
  };
}

/** The school year a day belongs to: a new one is prepared from August on. */
export function schoolYearOf(day: LocalDate): string {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '08-01' ? 1 : 0);
  return `${year}-${year + 1}`;
}

export function isSchoolDay(calendar: SchoolCalendar, date: LocalDate): boolean {
  return (
    date >= calendar.startsOn &&
    date <= calendar.lastSchoolDay &&
    weekday(date) <= 5 &&
    !calendar.vacationWeeks.has(mondayOf(date)) &&
    !calendar.publicHolidays.has(date)
  );
}

/** School weeks are counted from 1, vacations included. */
export function schoolWeek(calendar: SchoolCalendar, date: LocalDate): number {
  return Math.floor(daysBetween(calendar.firstMonday, date) / 7) + 1;
}

function publicHolidays(year: number): LocalDate[] {
  const easter = easterSunday(year);
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
  // Easter Monday, Ascension Thursday and the Friday after it, Whit Monday.
  return [...fixed.map((day) => `${year}-${day}`), ...[1, 39, 40, 50].map((days) => addDays(easter, days))];
}

/** Gauss's rule, as corrected by Meeus and Butcher for the Gregorian calendar. */
function easterSunday(year: number): LocalDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return addDays(`${year}-0${Math.floor(sum / 31)}-01`, sum % 31);
}

function firstWorkingDay(date: LocalDate): LocalDate {
  return weekday(date) <= 5 ? date : mondayFrom(date);
}
