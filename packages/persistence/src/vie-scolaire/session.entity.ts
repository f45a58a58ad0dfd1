import { defineEntity, p } from '@mikro-orm/postgresql';
import { closedSet } from '../closed-set.js';

export type SessionState = 'planned' | 'cancelled';

/** A dated lesson. Written in bulk, by SQL; described here for those who read it. */
export const SessionEntity = defineEntity({
  name: 'Session',
  properties: {
    id: p.bigint('string').primary().generated('identity').ignoreSchemaChanges('default'),
    /** The partition. */
    schoolYear: p.text().collation('C').primary(),
    campusCode: p.text().collation('C'),
    establishmentIds: p.array().collation('C'),
    date: p.date(),
    startMinute: p.smallint(),
    endMinute: p.smallint(),
    startsAt: p.datetime(6),
    endsAt: p.datetime(6),
    subjectKey: p.text().collation('C'),
    audience: p.array().collation('C'),
    teachers: p.array().collation('C'),
    classes: p.array().collation('C'),
    groups: p.array().collation('C'),
    rooms: p.array().collation('C'),
    state: p.enum(closedSet<SessionState>({ planned: true, cancelled: true })).default('planned'),
    editedByHand: p.boolean().default(false),
    /** Hash of what it was before its last change by an import. */
    formerContent: p.bigint('string').strictNullable(),
    createdBy: p.uuid(),
    updatedBy: p.uuid(),
  },
  indexes: [{ name: 'session_calendar', properties: ['campusCode', 'date'] }],
});
