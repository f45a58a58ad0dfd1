import { defineEntity, p } from '@mikro-orm/postgresql';
import { EstablishmentEntity } from '../campus/establishment.entity.js';

export const SubjectEntity = defineEntity({
  name: 'Subject',
  properties: {
    establishmentId: p.manyToOne(EstablishmentEntity).mapToPk().fieldName('establishment_id').primary(),
    key: p.text().primary(),
    code: p.text(),
    label: p.text(),
    /** False when a person created it: an import never deletes it. */
    imported: p.boolean().default(true),
    deletedAt: p.datetime(6).strictNullable(),
  },
});
