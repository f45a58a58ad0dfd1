import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ProblemSeverity } from '@timetable/domain';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from './import.entity.js';

/** What is wrong with a file, one by one. May name people. */
export const ImportProblemOccurrenceEntity = defineEntity({
  name: 'ImportProblemOccurrence',
  properties: {
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id').primary(),
    position: p.integer().primary(),
    code: p.text(),
    severity: p.enum(closedSet<ProblemSeverity>({ error: true, warning: true })),
    meaning: p.text(),
    advice: p.text(),
    place: p.text().nullable(),
    value: p.text().nullable(),
    line: p.integer().nullable(),
    occurrences: p.integer(),
    cause: p.text().nullable(),
  },
});
