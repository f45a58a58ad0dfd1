import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ClosureSource } from '@timetable/domain';
import { closedSet } from '../closed-set.js';
import { EstablishmentEntity } from './establishment.entity.js';

export const ClosureEntity = defineEntity({
  name: 'Closure',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    establishmentId: p.manyToOne(EstablishmentEntity).mapToPk().fieldName('establishment_id'),
    schoolYear: p.text(),
    startsOn: p.date(),
    endsOn: p.date(),
    label: p.text().default(''),
    source: p.enum(closedSet<ClosureSource>({ calendar: true, manual: true, import: true })),
  },
  checks: [{ name: 'closure_check', expression: 'ends_on >= starts_on' }],
  uniques: [{ properties: ['establishmentId', 'schoolYear', 'startsOn', 'endsOn'] }],
});
