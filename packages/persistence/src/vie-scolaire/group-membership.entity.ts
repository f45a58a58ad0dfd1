import { defineEntity, p } from '@mikro-orm/postgresql';
import type { MembershipRecord } from '@timetable/domain';
import { closedSet } from '../closed-set.js';
import { GroupEntity } from './group.entity.js';

/** Somebody's time in a group, both days included. */
export const GroupMembershipEntity = defineEntity({
  name: 'GroupMembership',
  properties: {
    groupId: p.manyToOne(GroupEntity).mapToPk().fieldName('group_id').primary(),
    role: p.enum(closedSet<MembershipRecord['role']>({ pupil: true, teacher: true })).primary(),
    personId: p.text().primary(),
    startsOn: p.date().primary(),
    endsOn: p.date(),
  },
});
