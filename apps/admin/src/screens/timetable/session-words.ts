import { frenchTime, type Session } from '@timetable/contracts';
import type { PlacedSession } from './timetable-week.js';
import type { TimetableKind } from './timetable-view.js';

interface Named {
  readonly name: string;
}

export const namesOf = (list: readonly Named[]): string[] => list.map(({ name }) => name);

const names = (list: readonly Named[]): string => namesOf(list).join(', ');

/** « 8 h 00 – 8 h 55 » */
export const hoursOf = ({ startMinute, endMinute }: PlacedSession): string =>
  `${frenchTime(startMinute)} – ${frenchTime(endMinute)}`;

/** Who is taught: classes, then groups. */
export const audienceOf = ({ classes, groups }: Session): string => names([...classes, ...groups]);

/** « salle D102 » */
const roomsOf = ({ rooms }: Session): string =>
  rooms.length === 0 ? '' : `${rooms.length === 1 ? 'salle' : 'salles'}\u00a0${rooms.join(', ')}`;

/** What a reader of that timetable does not know yet, of a class its teachers, groups and room: two lines, as an hour has room for. */
export function detailsOf(session: Session, kind: TimetableKind): string[] {
  const { teachers, groups } = session;
  const shown: Readonly<Record<TimetableKind, readonly string[]>> = {
    class: [names(teachers), joined([names(groups), roomsOf(session)])],
    group: [names(teachers), roomsOf(session)],
    teacher: [audienceOf(session), roomsOf(session)],
    room: [audienceOf(session), names(teachers)],
  };
  return shown[kind].filter((text) => text !== '');
}

/** « 5A GR.1 · salle D102 » */
const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(' · ');
