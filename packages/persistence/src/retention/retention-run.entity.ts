import { defineEntity, p } from '@mikro-orm/postgresql';

/** The last run of one retention. */
export const RetentionRunEntity = defineEntity({
  name: 'RetentionRun',
  properties: {
    /** Name of its rule. */
    kind: p.text().primary(),
    ranAt: p.datetime(6),
    deleted: p.bigint('number'),
    /** By all its runs. */
    deletedTotal: p.bigint('number'),
  },
});
