import type { ImportDetail, ImportRow, ImportStepRow } from '@timetable/contracts';
import {
  IMPORT_STATUS_LABELS,
  IMPORT_STEPS,
  IMPORT_STEP_LABELS,
  planLinesGone,
  STEP_STATE_LABELS,
} from '@timetable/domain';
import type { ImportRecord, ImportStepRecord, ImportSummary } from '@timetable/persistence';

/** Code of an establishment in its id `campus/establishment`. */
export const establishmentCodeOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** The five steps in order, those not created yet included. */
export function toSteps(records: readonly ImportStepRecord[]): ImportStepRow[] {
  const byStep = new Map(records.map((record) => [record.step, record]));
  return IMPORT_STEPS.map((step) => {
    const record = byStep.get(step);
    const state = record?.state ?? 'pending';
    return {
      step,
      label: IMPORT_STEP_LABELS[step],
      state,
      stateLabel: STEP_STATE_LABELS[state],
      startedAt: toIso(record?.startedAt),
      endedAt: toIso(record?.endedAt),
      counts: record?.counts ?? {},
      message: record?.message ?? null,
    };
  });
}

export const toRow = (record: ImportSummary): ImportRow => ({
  id: record.id,
  campus: record.campusCode,
  receivedAt: record.receivedAt.toISOString(),
  endedAt: record.endedAt?.toISOString() ?? null,
  status: record.status,
  statusLabel: IMPORT_STATUS_LABELS[record.status],
  origin: record.origin,
  establishment: record.establishmentId === null ? null : establishmentCodeOf(record.establishmentId),
  fileName: record.fileName,
  steps: toSteps(record.steps),
  account: record.accountLogin,
  message: record.message,
  nextActor: record.nextActor,
});

export const toDetail = (record: ImportRecord, queuePosition: number | null): ImportDetail => ({
  ...toRow(record),
  sizeBytes: record.sizeBytes,
  sha256: record.sha256,
  timetableSha256: record.timetableSha256,
  sourceAvailable: record.sourceDeletedAt === null,
  schoolYear: record.schoolYear,
  format: record.format,
  formatVersion: record.formatVersion,
  software: record.software,
  exportedAt: record.exportedAt?.toISOString() ?? null,
  exportedBy: record.exportedBy,
  firstOfYear: record.firstOfYear,
  attempt: record.attempt,
  messageCode: record.messageCode,
  thresholds: [...record.thresholds],
  counts: record.counts,
  planHash: record.status === 'held' ? record.planHash : null,
  queuePosition,
  supersededBy: record.supersededBy,
  planLinesGone: planLinesGone(record) ?? null,
  planErasedAt: record.planErasedAt?.toISOString() ?? null,
  personalDataErasedAt: record.personalDataErasedAt?.toISOString() ?? null,
  decisions: record.decisions.map((decision) => ({ ...decision, at: new Date(decision.at).toISOString() })),
});

const toIso = (instant: string | null | undefined): string | null =>
  instant === null || instant === undefined ? null : new Date(instant).toISOString();
