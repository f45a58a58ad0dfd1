import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ProblemGroup, ProblemSeverity } from '@timetable/domain';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from './import.entity.js';

/** What is wrong with a file, by cause. */
export const ImportProblemEntity = defineEntity({
  name: 'ImportProblem',
  properties: {
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id').primary(),
    code: p.text().primary(),
    severity: p.enum(closedSet<ProblemSeverity>({ error: true, warning: true })),
    count: p.integer(),
    examples: p.json<ProblemGroup['examples']>(),
    consequences: p.json<ProblemGroup['consequences']>().default('[]'),
    rank: p.integer().default(0),
    meaning: p.text(),
    advice: p.text(),
  },
});
