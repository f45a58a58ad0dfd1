import { addDays, MONTHS, weekdayOf, type Closure, type ClosureSource } from '@timetable/contracts';

interface CalendarDay {
  /** Local date. */
  readonly date: string;
  readonly number: number;
  readonly isWeekend: boolean;
  /** Where the closure of that day comes from; undefined: the school is open. */
  readonly closure: ClosureSource | undefined;
}

export interface CalendarMonth {
  /** « septembre 2026 » */
  readonly label: string;
  /** Days of the week before its first day shown: 0 when that is a Monday. */
  readonly before: number;
  readonly days: readonly CalendarDay[];
}

/** A period, and where it comes from. */
export type ShownClosure = Pick<Closure, 'startsOn' | 'endsOn' | 'source'>;

/** The days of a school year, month by month. @param startsOn, endsOn local dates, included */
export function yearMonths(
  startsOn: string,
  endsOn: string,
  closures: readonly ShownClosure[],
): CalendarMonth[] {
  const months: { label: string; before: number; days: CalendarDay[] }[] = [];
  for (let date = startsOn; date <= endsOn; date = addDays(date, 1)) {
    const label = `${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;
    let month = months.at(-1);
    if (month?.label !== label) {
      month = { label, before: weekdayOf(date) - 1, days: [] };
      months.push(month);
    }
    month.days.push({
      date,
      number: Number(date.slice(8)),
      isWeekend: weekdayOf(date) > 5,
      closure: closures.find((closure) => closure.startsOn <= date && date <= closure.endsOn)?.source,
    });
  }
  return months;
}
