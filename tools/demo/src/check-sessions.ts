import type { Session } from '@timetable/contracts';
import { DEFAULT_FREEZE_MINUTES } from '@timetable/domain';
import { type ExpectedSession, expectedSessions, type School } from '@timetable/generator';

/** Of the demonstration's school. */
export const SCHOOL_ZONE = 'Europe/Paris';

export interface Comparison {
  readonly expected: number;
  readonly found: number;
  /** A few of the sessions that are not as expected, for a person to read. */
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** A session as both sides can name it: local day and minute, subject, audience, room. */
type Line = string;

/** What the school's sessions are by the generator's own calendar. */
export const expectedLines = (school: School): Line[] => linesOf(expectedSessions(school));

export function linesOf(sessions: Iterable<ExpectedSession>): Line[] {
  return Array.from(sessions, ({ date, startMinute, course }) =>
    line(
      date,
      startMinute,
      course.subject.code,
      [...course.classes, ...course.groups].map(({ name }) => name),
      course.room === undefined ? [] : [course.room.name],
    ),
  );
}

/** After a later import claimed at `claimedAt`: the past stays, the future is the new export's. */
export function expectedAfterChange(
  before: readonly Line[],
  after: readonly Line[],
  claimedAt: Date,
): Line[] {
  const { date, minute } = localTime(new Date(claimedAt.getTime() + DEFAULT_FREEZE_MINUTES * 60_000));
  const limit = instantKey(date, minute);
  return [
    ...before.filter((each) => each.slice(0, limit.length) <= limit),
    ...after.filter((each) => each.slice(0, limit.length) > limit),
  ];
}

/** What the API answers, as lines; cancelled sessions are no longer there for anybody. */
export function plannedLines(sessions: readonly Session[]): Line[] {
  return sessions
    .filter(({ state }) => state === 'planned')
    .map(({ start, subject, classes, groups, rooms }) => {
      const { date, minute } = localTime(new Date(start));
      return line(
        date,
        minute,
        subject.code,
        [...classes, ...groups].map(({ name }) => name),
        rooms,
      );
    });
}

export function compare(expected: readonly Line[], found: readonly Line[]): Comparison {
  return {
    expected: expected.length,
    found: found.length,
    missing: difference(expected, found),
    unexpected: difference(found, expected),
  };
}

/** What is in the first list more often than in the second. */
function difference(from: readonly Line[], without: readonly Line[]): Line[] {
  const remaining = new Map<Line, number>();
  for (const each of without) remaining.set(each, (remaining.get(each) ?? 0) + 1);
  return from.filter((each) => {
    const left = remaining.get(each) ?? 0;
    remaining.set(each, left - 1);
    return left <= 0;
  });
}

function line(
  date: string,
  minute: number,
  subject: string,
  audience: readonly string[],
  rooms: readonly string[],
): Line {
  return [instantKey(date, minute), subject, audience.toSorted().join('+'), `salle ${rooms.join('+')}`].join(
    ' · ',
  );
}

/** Of a fixed length, so that it can be compared as a text. */
function instantKey(date: string, minute: number): string {
  return `${date} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: SCHOOL_ZONE,
  dateStyle: 'short',
  timeStyle: 'short',
});

function localTime(instant: Date): { date: string; minute: number } {
  const [date = '', time = ''] = format.format(instant).split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { date, minute: 60 * hours + minutes };
}
