import { addDays, weekdayOf, type Closure, type Grid, type Session } from '@timetable/contracts';
import type { TimeSpan } from './lanes.js';

/** A session, with the hours at which the school reads it. */
export interface PlacedSession extends TimeSpan {
  readonly session: Session;
}

/** Days without lessons, as far as they are shown. */
export interface ClosureBand {
  readonly label: string;
  /** Place of its first day among those shown, from 0. */
  readonly firstDay: number;
  readonly dayCount: number;
}

const HOUR = 60;
const SCHOOL_DAYS = [1, 2, 3, 4, 5];
/** Of a week that says nothing else. */
const USUAL_HOURS: TimeSpan = { startMinute: 8 * HOUR, endMinute: 18 * HOUR };

/** Read from the text, never from an instant: a browser of La Réunion shows 9 h where the school says 9 h. */
const minuteOf = (instant: string): number =>
  Number(instant.slice(11, 13)) * HOUR + Number(instant.slice(14, 16));

export const placed = (session: Session): PlacedSession => ({
  session,
  startMinute: minuteOf(session.start),
  endMinute: minuteOf(session.end),
});

/** Monday to Friday, and the other days on which this school has lessons. */
export function daysShown(monday: string, grid: Grid | undefined, sessions: readonly Session[]): string[] {
  const weekdays = new Set([
    ...SCHOOL_DAYS,
    ...(grid?.weekdays ?? []),
    ...sessions.map(({ date }) => weekdayOf(date)),
  ]);
  return [...weekdays].toSorted((a, b) => a - b).map((weekday) => addDays(monday, weekday - 1));
}

/** Whole hours around all lessons of the year, so that weeks look alike. */
export function hoursShown(grid: Grid | undefined, sessions: readonly PlacedSession[]): TimeSpan {
  const known = [
    ...(grid?.hours ?? []).map((hour) => minuteOf(`0000-00-00T${hour}`)),
    ...sessions.flatMap(({ startMinute, endMinute }) => [startMinute, endMinute]),
  ];
  if (known.length === 0) return USUAL_HOURS;
  return {
    startMinute: Math.floor(Math.min(...known) / HOUR) * HOUR,
    endMinute: Math.ceil(Math.max(...known) / HOUR) * HOUR,
  };
}

export const closuresOn = (day: string, closures: readonly Closure[]): readonly Closure[] =>
  closures.filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);

export function closureBands(days: readonly string[], closures: readonly Closure[]): ClosureBand[] {
  return closures.flatMap((closure) => {
    const closed = days.filter((day) => closuresOn(day, [closure]).length > 0);
    const [first] = closed;
    if (first === undefined) return [];
    return { label: closureName(closure), firstDay: days.indexOf(first), dayCount: closed.length };
  });
}

export const closureName = ({ label }: Closure): string => (label === '' ? 'Fermeture' : label);

/** The week asked for, else that of today, else the nearest one of the year with lessons. */
export function weekShown(asked: string, today: string, weeks: Grid['weeks']): string {
  if (asked !== '') return asked;
  const current = addDays(today, 1 - weekdayOf(today));
  const open = weeks.filter(({ hasLessons }) => hasLessons).map(({ monday }) => monday);
  if (weeks.length === 0 || weeks.some(({ monday }) => monday === current)) return current;
  return open.find((monday) => monday > current) ?? open.at(-1) ?? current;
}
