import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';
import { ImportEntity } from '../imports/import.entity.js';

export const GroupEntity = defineEntity({
  name: 'Group',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    schoolYear: p.text(),
    /** Immutable identity, referred to by sessions and services; the name may change. */
    key: p.text(),
    name: p.text(),
    /** Sorted. */
    establishmentIds: p.array(),
    classIds: p.array().default([]),
    deletedAt: p.datetime(6).strictNullable(),
    createdBy: p
      .manyToOne(ImportEntity)
      .mapToPk()
      .fieldName('created_by')
      .strictNullable()
      .deleteRule('no action'),
  },
  uniques: [{ properties: ['campusCode', 'schoolYear', 'key'] }],
});
