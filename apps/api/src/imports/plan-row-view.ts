import type { PlanRow } from '@timetable/contracts';
import { fieldChanges, shownReference, type PlanNames } from '@timetable/domain';
import type { PlanRowRecord } from '@timetable/persistence';

/** A line of a plan as it is given out: what changes in words, and nobody by the key of their match. */
export function toPlanRow(record: PlanRowRecord, names: PlanNames): PlanRow {
  const { position: _position, type, ...row } = record;
  const shown = { change: type, changes: fieldChanges(record, names) };
  switch (row.kind) {
    case 'session':
      return { ...row, ...shown, before: withShown(row.before, names), after: withShown(row.after, names) };
    case 'service':
      return { ...row, ...shown, before: withShown(row.before, names), after: withShown(row.after, names) };
    case 'subject':
    case 'closure':
    case 'group':
    case 'membership':
      return { ...row, ...shown };
  }
}

function withShown<Side extends { readonly teachers: readonly string[] }>(
  side: Side | null,
  names: PlanNames,
): Side | null {
  if (side === null) return null;
  const teachers = side.teachers.map((reference) => shownReference(reference, names.teacher(reference)));
  return { ...side, teachers };
}
