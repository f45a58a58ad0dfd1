import { defineEntity, p } from '@mikro-orm/postgresql';

/** A school of the academic directory, under its id there. */
export const FeedStructureEntity = defineEntity({
  name: 'FeedStructure',
  properties: {
    id: p.text().primary(),
    uai: p.text(),
    name: p.text(),
  },
});
