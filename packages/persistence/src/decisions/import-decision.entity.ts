import { defineEntity, p } from '@mikro-orm/postgresql';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from '../imports/import.entity.js';

export type DecisionKind = 'approve' | 'refuse' | 'cancel' | 'retry';

/** What people decided about an attempt of an import: each decision once; one that was cancelled may be sent again. */
export const ImportDecisionEntity = defineEntity({
  name: 'ImportDecision',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id'),
    attempt: p.integer(),
    decision: p.enum(closedSet<DecisionKind>({ approve: true, refuse: true, cancel: true, retry: true })),
    planHash: p.text().strictNullable(),
    reason: p.text().strictNullable(),
    decidedBy: p.text(),
    decidedAt: p.datetime(6),
  },
  uniques: [{ properties: ['importId', 'attempt', 'decision'] }],
});
