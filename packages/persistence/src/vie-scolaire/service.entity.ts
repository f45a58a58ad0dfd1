import { defineEntity, p } from '@mikro-orm/postgresql';
import type { TaughtDays } from '@timetable/domain';
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
    taughtDays: p.json<readonly TaughtDays[]>().defaultRaw(`'[]'`),
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
