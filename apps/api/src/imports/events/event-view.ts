import type { CampusEvent, ImportEvent, ImportRow } from '@timetable/contracts';
import {
  IMPORT_STATUS_LABELS,
  IMPORT_STEP_LABELS,
  STEP_STATE_LABELS,
  type RecordedImportEvent,
} from '@timetable/domain';
import type { CampusEventRecord } from '@timetable/persistence';

type Recorded = RecordedImportEvent & { readonly id: string; readonly importId: string };

const stepOf = ({ importId, data }: Extract<Recorded, { type: 'step' }>) => ({
  importId,
  ...data,
  label: IMPORT_STEP_LABELS[data.step],
  stateLabel: STEP_STATE_LABELS[data.state],
});

const statusOf = ({ importId, data }: Extract<Recorded, { type: 'status' }>) => ({
  importId,
  ...data,
  statusLabel: IMPORT_STATUS_LABELS[data.status],
});

/** What is told of a step or a status, with the words for it. */
export function toImportEvent(event: Recorded): ImportEvent {
  const { id } = event;
  return event.type === 'step'
    ? { id, type: 'step', data: stepOf(event) }
    : { id, type: 'status', data: statusOf(event) };
}

/** @param row of the import, as it is by now; of a received one it is all that is told */
export function toCampusEvent(event: CampusEventRecord, row: ImportRow | undefined): CampusEvent | undefined {
  const { id, importId, campusCode: campus, nextActor } = event;
  switch (event.type) {
    case 'import':
      return row && { id, type: 'import', data: { importId, campus, import: row } };
    case 'step':
      return { id, type: 'step', data: { ...stepOf(event), campus } };
    case 'status':
      return { id, type: 'status', data: { ...statusOf(event), campus, nextActor } };
  }
}
