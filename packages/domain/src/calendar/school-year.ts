import { localDateOf } from './zoned-time.js';

/** « 2026-2027 » for a school year that starts in 2026. */
export function yearLabel(startsOn: string): string {
  const first = Number(startsOn.slice(0, 4));
  return `${first}-${first + 1}`;
}

/**
 * The school year a campus that never imported is about to enter or is in, with the administration's usual bounds, until
 * a manager or a first file says better. From mid-July on, people prepare the next one.
 */
export function proposedYear(
  now: Date,
  timeZone: string,
): { readonly label: string; readonly startsOn: string; readonly endsOn: string } {
  const today = localDateOf(now, timeZone);
  const calendarYear = Number(today.slice(0, 4));
  const first = today.slice(5) >= '07-15' ? calendarYear : calendarYear - 1;
  const startsOn = `${first}-09-01`;
  return { label: yearLabel(startsOn), startsOn, endsOn: `${first + 1}-08-31` };
}
