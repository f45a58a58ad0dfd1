import { defineEntity, p } from '@mikro-orm/postgresql';
import type { StswebExport } from '@timetable/domain';
import { EstablishmentEntity } from './establishment.entity.js';

export const StswebExportEntity = defineEntity({
  name: 'StswebExport',
  properties: {
    establishmentId: p.manyToOne(EstablishmentEntity).mapToPk().fieldName('establishment_id').primary(),
    /** Calendar year in which the school year begins. */
    startYear: p.integer().primary(),
    content: p.json<StswebExport>(),
    receivedAt: p.datetime(6),
  },
});
