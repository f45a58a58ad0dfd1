import type { Session } from '@timetable/contracts';
import type { SessionRecord } from '@timetable/persistence';
import { offsetInstant } from './offset-instant.js';

export const toSession = (session: SessionRecord): Session => ({
  id: session.id,
  date: session.date,
  start: offsetInstant(session.date, session.startMinute, session.startsAt),
  end: offsetInstant(session.date, session.endMinute, session.endsAt),
  subject: session.subject,
  teachers: [...session.teachers],
  classes: [...session.classes],
  groups: [...session.groups],
  rooms: [...session.rooms],
  state: session.state,
  editedByHand: session.editedByHand,
  lastImportId: session.updatedBy,
});
