import { addDays } from '../calendar/local-date.js';
import { localDateOf, zonedInstant } from '../calendar/zoned-time.js';

/** Daily summaries leave at this minute of the campus's day, before the first lesson. */
const DIGEST_MINUTE = 7 * 60;
/** What comes this shortly before waits for the next day: a summary that is being sent is not followed by another. */
const CUT_OFF_MS = 10 * 60_000;

/** When the summary leaves in which something that happens now stands. */
export function nextDigestAt(now: Date, timeZone: string): Date {
  const today = localDateOf(now, timeZone);
  const morning = zonedInstant(today, DIGEST_MINUTE, timeZone);
  return now.getTime() < morning.getTime() - CUT_OFF_MS
    ? morning
    : zonedInstant(addDays(today, 1), DIGEST_MINUTE, timeZone);
}
