import {
  addDays,
  daysBetween,
  maskOf,
  weekdayOf,
  weekOf,
  weeksOfYear,
  type TimetableYear,
} from '@timetable/domain';
import { parseDate } from '../reading/values.js';
import type { StsElement } from './sts-element.js';
import type { StsProblems } from './sts-problems.js';

interface StsAlternation {
  /** School weeks, as a mask. */
  readonly weeks: bigint;
  /** Whether all of its weeks could be read. */
  readonly isWhole: boolean;
}

const SUNDAY = 7;

/** The alternations of a file, each with its dated weeks. */
export class StsAlternations {
  readonly #byCode = new Map<string, StsAlternation>();

  constructor(root: StsElement, year: TimetableYear, problems: StsProblems) {
    // Without the dates of the year, which are reported, no week can be of it.
    const ofYear = year.firstMonday === '' ? 0n : weeksOfYear(year);
    for (const alternation of root.all('DONNEES', 'ALTERNANCES', 'ALTERNANCE')) {
      const code = alternation.attribute('CODE');
      const weeks = new Set<number>();
      const unread: StsElement[] = [];
      for (const date of alternation.all('SEMAINES', 'DATE_DEBUT_SEMAINE')) {
        const week = weekNumber(date.text, year);
        if (week === undefined || (ofYear & (1n << BigInt(week))) === 0n) unread.push(date);
        else weeks.add(week);
      }
      if (ofYear !== 0n)
        for (const date of unread) problems.report('sts_week_unreadable', date, `${code} ${date.text}`);
      const before = this.#byCode.get(code)?.weeks ?? 0n;
      this.#byCode.set(code, { weeks: before | maskOf(weeks), isWhole: unread.length === 0 });
    }
  }

  of(code: string): StsAlternation | undefined {
    return this.#byCode.get(code);
  }
}

/** School week of the day on which a week begins: programs write the Monday, or the Sunday before. */
function weekNumber(text: string, { firstMonday }: TimetableYear): number | undefined {
  const date = parseDate(text);
  if (date === undefined || firstMonday === '') return undefined;
  const { from } = weekOf(weekdayOf(date) === SUNDAY ? addDays(date, 1) : date);
  const week = daysBetween(firstMonday, from) / 7 + 1;
  return week >= 1 ? week : undefined;
}
