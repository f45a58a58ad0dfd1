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
    startsAt: zonedInstant(date, startMinute, 'Europe/Paris'),
    endsAt: zonedInstant(date, endMinute, 'Europe/Paris'),
    subjectKey,
    audience,
    teachers: ['T1'],
    classes,
    groups: [],
    rooms: ['101'],
    establishmentIds: ['diff/A'],
    courseKey: `${subjectKey}|${audience.join()}|${startMinute}`,
    ...changes,
  };
}
