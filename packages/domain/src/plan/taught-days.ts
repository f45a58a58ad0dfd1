import { epochDay, localDate } from '../calendar/local-date.js';
import { weeksOf } from '../calendar/week-mask.js';

/**
 * Days on which a service is taught for the same time: `minutes` on `from`, and again k weeks later wherever bit k of
 * `weeks` is set. A service of three hours a week is two or three of these, whatever the length of the year.
 */
export interface TaughtDays {
  /** Local date of the first of them. */
  readonly from: string;
  /** Mask in hexadecimal; bit 0, always set, is `from` itself. */
  readonly weeks: string;
  readonly minutes: number;
}

/** Minutes taught on each day, by epoch day. */
export type MinutesByDay = ReadonlyMap<number, number>;

/** Lessons of a course on its weekday: what a service is summed from, a few for each, and by day only when it is asked for. */
export interface WeeklyLessons {
  /** Epoch day of the lesson of week 1. */
  readonly firstDay: number;
  /** A mask of week-mask.ts. */
  readonly weeks: bigint;
  /** Of each lesson. */
  readonly minutes: number;
}

export function minutesByDayOfLessons(lessons: readonly WeeklyLessons[]): MinutesByDay {
  const minutesByDay = new Map<number, number>();
  for (const { firstDay, weeks, minutes } of lessons) {
    for (const week of weeksOf(weeks)) {
      const day = firstDay + 7 * (week - 1);
      minutesByDay.set(day, (minutesByDay.get(day) ?? 0) + minutes);
    }
  }
  return minutesByDay;
}

/**
 * The days in few lines, in order: equal days give equal lines.
 * @param dateOf as `localDate`, which thousands of services share. @default `localDate`
 */
export function taughtDaysOf(minutesByDay: MinutesByDay, dateOf = localDate): TaughtDays[] {
  const lines = new Map<string, { readonly from: number; readonly minutes: number; weeks: bigint }>();
  for (const [day, minutes] of [...minutesByDay].sort(([a], [b]) => a - b)) {
    const key = `${((day % 7) + 7) % 7} ${minutes}`;
    const line = lines.get(key) ?? { from: day, minutes, weeks: 0n };
    line.weeks |= 1n << BigInt((day - line.from) / 7);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ from, minutes, weeks }) => ({
    from: dateOf(from),
    weeks: weeks.toString(16),
    minutes,
  }));
}

export function minutesByDayOf(taughtDays: readonly TaughtDays[]): MinutesByDay {
  const minutesByDay = new Map<number, number>();
  for (const { from, weeks, minutes } of taughtDays) {
    let day = epochDay(from);
    for (let left = BigInt(`0x${weeks}`); left !== 0n; left >>= 1n, day += 7) {
      if ((left & 1n) === 1n) minutesByDay.set(day, (minutesByDay.get(day) ?? 0) + minutes);
    }
  }
  return minutesByDay;
}

/** Both sides of a service whose weekly volume is compared. */
export interface VolumeComparison {
  readonly before: MinutesByDay;
  readonly after: MinutesByDay;
  /** Whether an epoch day is compared: a day off for everybody says nothing of a service. */
  readonly isCounted: (day: number) => boolean;
}

/** A change of volume up to this share of it is none. */
const TOLERANCE_PERCENT = 5;

/**
 * Whether a service keeps its minutes per taught week, to 5 %: over the days that are counted, and over the weeks in which the service itself is taught. A strike, a closed week, a month less, a class away for a week
 * change its volume of the year, not this.
 */
export function isSameWeeklyVolume({ before, after, isCounted }: VolumeComparison): boolean {
  const [was, is] = [before, after].map((side) => taughtWeeksOf(side, isCounted));
  if (was === undefined || is === undefined || was.weeks === 0 || is.weeks === 0) return true;
  const [volumeBefore, volumeAfter] = [was.minutes * is.weeks, is.minutes * was.weeks];
  return 100 * Math.abs(volumeAfter - volumeBefore) <= TOLERANCE_PERCENT * volumeBefore;
}

function taughtWeeksOf(
  minutesByDay: MinutesByDay,
  isCounted: (day: number) => boolean,
): { readonly minutes: number; readonly weeks: number } {
  let total = 0;
  const weeks = new Set<number>();
  for (const [day, minutes] of minutesByDay) {
    if (!isCounted(day)) continue;
    total += minutes;
    // Epoch day 4 was the first Monday.
    weeks.add(Math.floor((day - 4) / 7));
  }
  return { minutes: total, weeks: weeks.size };
}
