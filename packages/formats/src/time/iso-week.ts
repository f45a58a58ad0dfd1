import { addDays, daysBetween, weekOf } from '@timetable/domain';

/** ISO 8601 number, from 1 to 53, of the week of a local date: the week belongs to the year of its Thursday. */
export function isoWeekOf(date: string): number {
  const thursday = addDays(weekOf(date).from, 3);
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
}
