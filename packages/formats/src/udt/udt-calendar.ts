import { addDays, daysBetween, maskOf, weekOf, type TimetableYear } from '@timetable/domain';
import { parseDate, parseUnsignedInt } from '../reading/values.js';
import { isoWeekOf } from '../time/iso-week.js';
import type { UdtFiles } from './udt-files.js';
import type { UdtProblems } from './udt-problems.js';
import { isoDateOf } from './udt-row.js';

/** Masks have 64 bits, of which the first is no week. */
const MOST_WEEKS = 63;

interface Closure {
  readonly startsOn: string;
  readonly endsOn: string;
}

/** The pupils' year, its closures, and its weeks numbered from 1: the first is that of `premiere_semaine_ISO`. */
export class UdtCalendar {
  readonly #weekOfIso = new Map<number, number>();
  /** By weekday, from 1. */
  readonly #openWeeks: readonly bigint[];
  readonly weekCount: number;

  constructor(
    readonly year: TimetableYear,
    readonly closures: readonly Closure[],
  ) {
    const days = daysBetween(year.firstMonday, year.endsOn) + 1;
    this.weekCount = Number.isNaN(days) ? 0 : Math.max(0, Math.min(MOST_WEEKS, Math.ceil(days / 7)));
    for (const week of this.#weeks()) {
      const iso = isoWeekOf(this.mondayOfWeek(week));
      if (!this.#weekOfIso.has(iso)) this.#weekOfIso.set(iso, week);
    }
    this.#openWeeks = Array.from({ length: 8 }, (_, weekday) => this.#openWeeksOf(weekday));
  }

  /** Undefined for a week outside the year. */
  weekOfIso(isoWeek: number): number | undefined {
    return this.#weekOfIso.get(isoWeek);
  }

  mondayOfWeek(week: number): string {
    return addDays(this.year.firstMonday, 7 * (week - 1));
  }

  /** Weeks in which this weekday is a day of the pupils' year, and not closed, as a mask. */
  openWeeks(weekday: number): bigint {
    return this.#openWeeks[weekday] ?? 0n;
  }

  /** Whether no day from Monday to Friday is open: vacations, also when they end in the middle of a week-end. */
  isClosedWeek(week: number): boolean {
    return [1, 2, 3, 4, 5].every((weekday) => ((this.openWeeks(weekday) >> BigInt(week)) & 1n) === 0n);
  }

  #openWeeksOf(weekday: number): bigint {
    const dateIn = (week: number) => addDays(this.mondayOfWeek(week), weekday - 1);
    return maskOf(this.#weeks().filter((week) => this.#isOpen(dateIn(week))));
  }

  #isOpen(date: string): boolean {
    const { startsOn, endsOn } = this.year;
    const isClosed = this.closures.some((closure) => closure.startsOn <= date && date <= closure.endsOn);
    return startsOn <= date && date <= endsOn && !isClosed;
  }

  #weeks(): number[] {
    return Array.from({ length: this.weekCount }, (_, index) => index + 1);
  }
}

export function readCalendar(files: UdtFiles, problems: UdtProblems): UdtCalendar {
  const [init] = files.of('00', 'init');
  const startsOn = dayOf('debut_eleve', files, problems);
  const endsOn = dayOf('fin_eleve', files, problems);
  const firstIso = parseUnsignedInt(init?.value('premiere_semaine_ISO'));
  if (firstIso === undefined) problems.report('udt_calendar_unreadable', init, 'premiere_semaine_ISO');
  return new UdtCalendar(
    { startsOn, endsOn, firstMonday: firstMonday(startsOn, firstIso) },
    readClosures(files, problems),
  );
}

function dayOf(element: string, files: UdtFiles, problems: UdtProblems): string {
  const [row] = files.of('24', element);
  const date = parseDate(isoDateOf(row?.text ?? ''));
  if (date === undefined) problems.report('udt_calendar_unreadable', row, element);
  return date ?? '';
}

/** Monday of the first week, near the pupils' first day: the number says no year. */
function firstMonday(startsOn: string, firstIso: number | undefined): string {
  if (startsOn === '' || firstIso === undefined) return '';
  const monday = weekOf(startsOn).from;
  const weeksLater = firstIso - isoWeekOf(monday);
  const nearest = weeksLater > 26 ? weeksLater - 52 : weeksLater < -26 ? weeksLater + 52 : weeksLater;
  return addDays(monday, 7 * nearest);
}

function readClosures(files: UdtFiles, problems: UdtProblems): Closure[] {
  return files.of('24', 'fermeture').flatMap((row) => {
    const startsOn = parseDate(isoDateOf(row.value('debut')));
    const endsOn = parseDate(isoDateOf(row.value('fin')));
    if (startsOn !== undefined && endsOn !== undefined && startsOn <= endsOn) return [{ startsOn, endsOn }];
    problems.report('udt_closure_unreadable', row, `${row.value('debut')} ${row.value('fin')}`);
    return [];
  });
}
