import { defineEntity, p } from '@mikro-orm/postgresql';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from './import.entity.js';

export type ImportEventType = 'step' | 'status';

/** What live clients follow; they resume after an id. */
export const ImportEventEntity = defineEntity({
  name: 'ImportEvent',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id'),
    type: p.enum(closedSet<ImportEventType>({ step: true, status: true })),
    data: p.json<Readonly<Record<string, unknown>>>(),
    at: p.datetime(6),
  },
  indexes: [{ name: 'import_event_follow', properties: ['importId', 'id'] }],
});
