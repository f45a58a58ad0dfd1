import { defineEntity, p } from '@mikro-orm/postgresql';
import { closedSet } from '../closed-set.js';
import { EstablishmentEntity } from './establishment.entity.js';

/** Whether the first import of the year is done. Which year is in force is a matter of dates (`yearInForce`). */
export type SchoolYearState = 'awaiting_first_import' | 'open';

export const SchoolYearEntity = defineEntity({
  name: 'SchoolYear',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    establishmentId: p.manyToOne(EstablishmentEntity).mapToPk().fieldName('establishment_id'),
    label: p.text(),
    startsOn: p.date(),
    endsOn: p.date(),
    /** False while the dates are our proposal, which the first import's file replaces. */
    datesDecided: p.boolean().default(false),
    state: p.enum(closedSet<SchoolYearState>({ awaiting_first_import: true, open: true })),
    openedAt: p.datetime(6).strictNullable(),
  },
  uniques: [
    { properties: ['establishmentId', 'label'] },
    {
      name: 'school_year_awaited',
      properties: ['establishmentId'],
      where: `state = 'awaiting_first_import'`,
    },
  ],
  checks: [
    { name: 'school_year_check', expression: 'ends_on > starts_on' },
    { name: 'school_year_label_check', property: 'label', expression: `label ~ '^[0-9]{4}(-[0-9]{4})?$'` },
  ],
});
