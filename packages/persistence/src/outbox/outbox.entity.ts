import { defineEntity, p } from '@mikro-orm/postgresql';
import { ImportEntity } from '../imports/import.entity.js';

/** An attempt of an import in its campus's queue: it waits, is under way, or is done. */
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
    /** null while it waits. */
    handedAt: p.datetime(6).strictNullable(),
    /** null until its import has ended, is held, or goes on under another attempt. */
    doneAt: p.datetime(6).strictNullable(),
  },
  checks: [{ name: 'outbox_priority_check', property: 'priority', expression: 'priority IN (1, 3, 5)' }],
  indexes: [
    {
      name: 'outbox_waiting',
      properties: ['campusCode', 'id'],
      where: 'handed_at IS NULL AND done_at IS NULL',
    },
    { name: 'outbox_under_way', properties: ['id'], where: 'handed_at IS NOT NULL AND done_at IS NULL' },
    { name: 'outbox_import', properties: ['importId'] },
    { name: 'outbox_done', properties: ['doneAt'], where: 'done_at IS NOT NULL' },
  ],
});
