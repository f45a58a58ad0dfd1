import { zonedInstant, type SessionDraft } from '@timetable/domain';

/** A session of one hour for one class, unless said otherwise; its audience follows its class. */
export function sessionDraft(changes: Partial<SessionDraft> = {}): SessionDraft {
  const { date, startMinute, classes, subjectKey } = {
    date: '2026-11-03',
    startMinute: 480,
    classes: ['6A'],
    subjectKey: 'MATHS',
    ...changes,
  };
  const endMinute = changes.endMinute ?? startMinute + 60;
  const audience = classes.map((id) => `c:${id}`);
  return {
    date,
    startMinute,
    endMinute,
    startsAt: instant(date, startMinute),
    endsAt: instant(date, endMinute),
    subjectKey,
    audience,
    teachers: ['T1'],
    classes,
    groups: [],
    rooms: ['101'],
    establishmentIds: ['diff/A'],
    ...changes,
  };
}

/** Remembered: a test may ask for hundreds of thousands, at a few hundred different times. */
const instants = new Map<string, Date>();

function instant(date: string, minute: number): Date {
  const key = `${date} ${minute}`;
  const known = instants.get(key) ?? zonedInstant(date, minute, 'Europe/Paris');
  instants.set(key, known);
  return known;
}
