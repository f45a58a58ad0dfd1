import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ThresholdCode } from '@timetable/domain';
import { CampusEntity } from './campus.entity.js';

/** Only what somebody changed: the other thresholds have their default. */
export const ThresholdEntity = defineEntity({
  name: 'Threshold',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    /** Not closed in the database: the domain alone says which thresholds there are. */
    code: p.text().$type<ThresholdCode>().primary(),
    /** Percent with two decimals, as PostgreSQL writes it. */
    limit: p.decimal('string').precision(5).scale(2),
    blocking: p.boolean(),
    minCount: p.integer().strictNullable(),
  },
  checks: [
    { name: 'threshold_limit_check', property: 'limit', expression: '"limit" >= 0 AND "limit" <= 100' },
    { name: 'threshold_min_count_check', property: 'minCount', expression: 'min_count >= 0' },
  ],
});
