import { defineEntity, p } from '@mikro-orm/postgresql';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from './import.entity.js';

/** What the changes of a plan are grouped by. */
export type SummaryGrouping = 'kind' | 'class' | 'teacher' | 'subject' | 'week';

/** What a plan would have done to sessions, counted when its staging goes: an import that never writes keeps this of it. */
export const ImportSummaryEntity = defineEntity({
  name: 'ImportSummary',
  properties: {
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id').primary(),
    grouping: p
      .enum(closedSet<SummaryGrouping>({ kind: true, class: true, teacher: true, subject: true, week: true }))
      .primary(),
    key: p.text().primary(),
    type: p.text().primary(),
    count: p.integer(),
  },
});
