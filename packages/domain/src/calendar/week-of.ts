import { addDays, weekdayOf } from './local-date.js';

/** Monday and Sunday of the week of a local date. */
export function weekOf(date: string): { readonly from: string; readonly to: string } {
  const from = addDays(date, 1 - weekdayOf(date));
  return { from, to: addDays(from, 6) };
}
