import { defineEntity, p } from '@mikro-orm/postgresql';
import type { RecordedImportEvent } from '@timetable/domain';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from './import.entity.js';

/** What live clients follow; they resume after an id. */
export const ImportEventEntity = defineEntity({
  name: 'ImportEvent',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id'),
    /** `import`: it was received, which says nothing of itself. */
    type: p.enum(
      closedSet<RecordedImportEvent['type'] | 'import'>({ import: true, step: true, status: true }),
    ),
    data: p.json<RecordedImportEvent['data'] | Readonly<Record<string, never>>>(),
    at: p.datetime(6),
  },
  indexes: [
    { name: 'import_event_follow', properties: ['importId', 'id'] },
    { name: 'import_event_age', properties: ['at'] },
  ],
});
