import { epochDay, localDate } from './local-date.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/**
 * The instant at which a wall clock of the zone shows that date and minute. A time skipped by the clocks going forward is
 * read with the offset before the change (02:30 becomes 03:30); a time shown twice is its first occurrence.
 * @param minute minutes from local midnight; 1440 is the next midnight
 */
export function zonedInstant(date: string, minute: number, timeZone: string): Date {
  return zone(timeZone).instant(epochDay(date), minute);
}

/** The local date in the zone at that instant. */
export function localDateOf(instant: Date, timeZone: string): string {
  return zone(timeZone).dateAt(instant);
}

const zones = new Map<string, ZoneClock>();

/** The clock of an IANA zone. @throws RangeError when the zone is unknown */
export function zone(timeZone: string): ZoneClock {
  let known = zones.get(timeZone);
  if (known === undefined) zones.set(timeZone, (known = new ZoneClock(timeZone)));
  return known;
}

/**
 * Local times of one zone. Asking `Intl` costs microseconds, and a school year asks for the same two hundred days all
 * along: offsets are kept per day, and per minute on the few days near a clock change.
 */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  /** Offset of a whole day, or NaN when it changes around that day. */
  readonly #offsetOfDay = new Map<number, number>();
  readonly #offsetOfMinute = new Map<number, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** @param day days from 1970-01-01 */
  instant(day: number, minute: number): Date {
    let offset = this.#offsetOfDay.get(day);
    if (offset === undefined) this.#offsetOfDay.set(day, (offset = this.#stableOffset(day)));
    const local = day * DAY_MINUTES + minute;
    if (Number.isNaN(offset)) offset = this.#offsetNearChange(local);
    return new Date((local - offset) * MINUTE_MS);
  }

  dateAt(instant: Date): string {
    const minutes = instant.getTime() / MINUTE_MS;
    return localDate(Math.floor((minutes + this.#offsetAt(minutes)) / DAY_MINUTES));
  }

  /** Zones are at most 14 hours from UTC: a day and a half on each side covers every instant of the local day. */
  #stableOffset(day: number): number {
    const before = this.#offsetAt((day - 1.5) * DAY_MINUTES);
    const after = this.#offsetAt((day + 2.5) * DAY_MINUTES);
    return before === after ? before : Number.NaN;
  }

  #offsetNearChange(local: number): number {
    let offset = this.#offsetOfMinute.get(local);
    if (offset !== undefined) return offset;
    const before = this.#offsetAt(local - 2 * DAY_MINUTES);
    const after = this.#offsetAt(local + 2 * DAY_MINUTES);
    const holds = (candidate: number) => this.#offsetAt(local - candidate) === candidate;
    offset = !holds(before) && holds(after) ? after : before;
    this.#offsetOfMinute.set(local, offset);
    return offset;
  }

  /** Minutes to add to UTC at that instant (given in minutes from 1970-01-01 UTC). */
  #offsetAt(utcMinutes: number): number {
    const field: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(utcMinutes * MINUTE_MS)) {
      if (type !== 'literal') field[type] = Number(value);
    }
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
    const shown = Date.UTC(year, month - 1, day, hour, minute, second) / MINUTE_MS;
    return Math.round(shown - utcMinutes);
  }
}
