import { defineEntity, p } from '@mikro-orm/postgresql';
import { EstablishmentEntity } from '../campus/establishment.entity.js';

/** Which attempt of which import may write to an establishment. The lock people see is a fence not yet released. */
export const FenceEntity = defineEntity({
  name: 'Fence',
  properties: {
    establishmentId: p
      .manyToOne(EstablishmentEntity)
      .mapToPk()
      .fieldName('establishment_id')
      .primary()
      .deleteRule('no action')
      .updateRule('no action'),
    importId: p.uuid(),
    attempt: p.integer(),
    /** Decimal: from the sequence `fence_generation`. */
    generation: p.bigint('string'),
    /** null while the import has not ended. */
    releasedAt: p.datetime(6).strictNullable(),
    acquiredAt: p.datetime(6),
  },
});
