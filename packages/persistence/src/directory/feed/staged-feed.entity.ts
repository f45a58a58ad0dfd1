import { defineEntity, p } from '@mikro-orm/postgresql';

/** The feed whose rows are staged: one at most. */
export const StagedFeedEntity = defineEntity({
  name: 'StagedFeed',
  properties: {
    id: p.uuid().primary(),
    people: p.integer(),
    elsewhere: p.integer(),
    unknownStructures: p.array().columnType('text[]'),
    absent: p.array().columnType('text[]'),
  },
});
