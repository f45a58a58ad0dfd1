import { defineEntity, p } from '@mikro-orm/postgresql';
import { CampusEntity } from '../campus/campus.entity.js';
import { EstablishmentEntity } from '../campus/establishment.entity.js';

/** A class of the ENT. */
export const ClassEntity = defineEntity({
  name: 'Class',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    entId: p.text().primary(),
    name: p.text(),
    establishmentId: p.manyToOne(EstablishmentEntity).mapToPk().fieldName('establishment_id'),
    /** False once the ENT no longer lists it. */
    present: p.boolean().default(true),
  },
});
