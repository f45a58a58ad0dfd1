import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';

/** A teaching service. It belongs to a target when all of its establishments do. */
export const ServiceEntity = defineEntity({
  name: 'Service',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    schoolYear: p.text(),
    /** Sorted. */
    establishmentIds: p.array(),
    subjectKey: p.text(),
    audience: p.text(),
    teachers: p.array(),
    yearlyMinutes: p.integer(),
    deletedAt: p.datetime(6).strictNullable(),
  },
  uniques: [
    {
      name: 'service_key',
      properties: ['campusCode', 'schoolYear', 'establishmentIds', 'subjectKey', 'audience'],
      where: 'deleted_at IS NULL',
    },
  ],
});
