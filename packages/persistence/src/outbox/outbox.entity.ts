import { defineEntity, p } from '@mikro-orm/postgresql';
import { ImportEntity } from '../imports/import.entity.js';

/** An attempt of an import to be handed to Temporal. */
export const OutboxEntity = defineEntity({
  name: 'Outbox',
  properties: {
    id: p.bigint('string').primary().autoincrement().generated('identity'),
    campusCode: p.text(),
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id'),
    attempt: p.integer(),
    approvedPlanHash: p.text().strictNullable(),
    /** Temporal priority: 1 a person waits, 3 normal, 5 sweeps. */
    priority: p.integer().default(3),
    tries: p.integer().default(0),
    nextTryAt: p.datetime(6).defaultRaw('now()'),
    createdAt: p.datetime(6).defaultRaw('now()'),
    doneAt: p.datetime(6).strictNullable(),
  },
  checks: [{ name: 'outbox_priority_check', property: 'priority', expression: 'priority IN (1, 3, 5)' }],
  indexes: [
    { name: 'outbox_due', properties: ['nextTryAt', 'id'], where: 'done_at IS NULL' },
    { name: 'outbox_done', properties: ['doneAt'], where: 'done_at IS NOT NULL' },
    { name: 'outbox_campus', properties: ['campusCode', 'id'], where: 'done_at IS NULL' },
  ],
});
