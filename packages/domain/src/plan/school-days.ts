import type { ServiceRecord } from './plan.js';
import { minutesByDayOf } from './taught-days.js';

/** Epoch days on which an establishment has lessons, and how many there are of each weekday. */
interface SchoolDays {
  readonly days: ReadonlySet<number>;
  readonly countByWeekday: ReadonlyMap<number, number>;
}

/** Of each establishment. */
export function schoolDaysOf(
  services: readonly Pick<ServiceRecord, 'establishmentIds' | 'taughtDays'>[],
): ReadonlyMap<string, SchoolDays> {
  const daysOf = new Map<string, Set<number>>();
  for (const { establishmentIds, taughtDays } of services) {
    const taught = [...minutesByDayOf(taughtDays).keys()];
    for (const id of establishmentIds) {
      const known = daysOf.get(id) ?? new Set();
      for (const day of taught) known.add(day);
      daysOf.set(id, known);
    }
  }
  return new Map([...daysOf].map(([id, days]) => [id, { days, countByWeekday: countByWeekday(days) }]));
}

function countByWeekday(days: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const day of days) counts.set(weekday(day), (counts.get(weekday(day)) ?? 0) + 1);
  return counts;
}

const weekday = (day: number): number => ((day % 7) + 7) % 7;

/**
 * Whether a day tells something of a service when two timetables of an establishment are compared. A day on which only one
 * of them has any lesson was taken off, or given back, for everybody. Unless the other never works on that weekday: a
 * school that begins to work on Wednesdays teaches more.
 */
export function isComparableDay(
  day: number,
  before: SchoolDays | undefined,
  after: SchoolDays | undefined,
): boolean {
  const [was, is] = [before?.days.has(day) ?? false, after?.days.has(day) ?? false];
  if (was && is) return true;
  const [here, there] = was ? [before, after] : [after, before];
  const isNewWeekday = (there?.countByWeekday.get(weekday(day)) ?? 0) === 0;
  return isNewWeekday && (here?.countByWeekday.get(weekday(day)) ?? 0) > 1;
}
