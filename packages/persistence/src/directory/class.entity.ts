import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';
import { EstablishmentEntity } from '../campus/establishment.entity.js';
import { leavable, REPLACED_IS_ABSENT } from './leavable.js';

/** A class of the ENT. */
export const ClassEntity = defineEntity({
  name: 'Class',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    entId: p.text().primary(),
    name: p.text(),
    establishmentId: p.manyToOne(EstablishmentEntity).mapToPk().fieldName('establishment_id'),
    ...leavable,
  },
  checks: [{ name: 'class_check', expression: REPLACED_IS_ABSENT }],
});
