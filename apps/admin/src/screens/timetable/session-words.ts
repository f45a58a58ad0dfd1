import { frenchList, frenchTime, type Session } from '@timetable/contracts';
import type { PlacedSession } from './timetable-week.js';
import type { TimetableKind } from './timetable-view.js';

const names = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join(', ');

/** « 8 h 00 – 8 h 55 » */
export const hoursOf = ({ startMinute, endMinute }: PlacedSession): string =>
  `${frenchTime(startMinute)} – ${frenchTime(endMinute)}`;

/** Who is taught: classes, then groups. */
export const audienceOf = ({ classes, groups }: Session): string => names([...classes, ...groups]);

/** « salle D102 » */
const roomsOf = ({ rooms }: Session): string =>
  rooms.length === 0 ? '' : `${rooms.length === 1 ? 'salle' : 'salles'} ${rooms.join(', ')}`;

/** What a reader of that timetable does not know yet: of a class, its groups, teachers and room. */
export function detailsOf(session: Session, kind: TimetableKind): string[] {
  const { teachers, groups } = session;
  const shown: Readonly<Record<TimetableKind, readonly string[]>> = {
    class: [names(groups), names(teachers), roomsOf(session)],
    group: [names(teachers), roomsOf(session)],
    teacher: [audienceOf(session), roomsOf(session)],
    room: [audienceOf(session), names(teachers)],
  };
  return shown[kind].filter((text) => text !== '');
}

export const namesInFull = (list: readonly { readonly name: string }[]): string =>
  frenchList(list.map(({ name }) => name));
