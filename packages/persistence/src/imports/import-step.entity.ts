import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  IMPORT_STEP_LABELS,
  STEP_STATE_LABELS,
  type Counts,
  type ImportStep,
  type StepState,
} from '@timetable/domain';
import { closedSet } from '../closed-set.js';
import { ImportEntity } from './import.entity.js';

export const ImportStepEntity = defineEntity({
  name: 'ImportStep',
  properties: {
    importId: p.manyToOne(ImportEntity).mapToPk().fieldName('import_id').primary(),
    step: p.enum(closedSet<ImportStep>(IMPORT_STEP_LABELS)).primary(),
    state: p.enum(closedSet<StepState>(STEP_STATE_LABELS)),
    startedAt: p.datetime(6).strictNullable(),
    endedAt: p.datetime(6).strictNullable(),
    counts: p.json<Counts>().defaultRaw(`'{}'`),
    message: p.text().strictNullable(),
  },
});
