import type { ImportReport } from '@timetable/contracts';
import {
  callsForAction,
  courseChangeSentence,
  hasWritten,
  keptSentences,
  MATCH_KIND_LABELS,
  nextStepSentence,
  type CourseChange,
  type MatchKind,
  type ProblemGroup,
} from '@timetable/domain';
import type { CampusRecord, ImportRecord, PlanRowRecord } from '@timetable/persistence';
import { toMatchReason } from '../matches/match-reason-view.js';
import { toDetail } from './import-view.js';

/** The bilan of an import, from its rows. */
export function toReport(
  record: ImportRecord,
  campus: CampusRecord,
  problems: readonly ProblemGroup[],
  editedByHand: readonly PlanRowRecord[],
  courseChanges: { readonly total: number; readonly items: readonly CourseChange[] },
): ImportReport {
  const establishments = campus.establishments.filter(({ id }) => record.establishmentIds.includes(id));
  const detail = toDetail(record, null);
  return {
    ...detail,
    written: hasWritten(detail.status) ?? null,
    nextStep: nextStepSentence(detail.status, detail.nextActor),
    campusName: campus.name,
    establishments: establishments.map(({ code, uai, name }) => ({ code, uai, name })),
    timeZone: establishments[0]?.timeZone ?? 'Europe/Paris',
    problems: problems.map(({ examples, consequences, ...problem }) => ({
      ...problem,
      callsForAction: callsForAction(problem.code),
      examples: [...examples],
      consequences: [...consequences],
    })),
    unmatched: Object.entries(record.unmatched).flatMap(([kind, rows]) =>
      rows.map(({ label, candidates, reason }) => ({
        kind,
        label,
        candidates: candidates.length,
        reason: toMatchReason(reason),
      })),
    ),
    recognised: [...record.recognised],
    courseChanges: {
      total: courseChanges.total,
      items: courseChanges.items.map((change) => ({
        type: change.type,
        sentence: courseChangeSentence(change),
        sessions: change.sessions,
      })),
    },
    absent: { total: record.absent.total, items: [...record.absent.items] },
    kept: {
      past: record.counts['sessionsFrozen'] ?? 0,
      editedByHand: record.counts['sessionsEditedByHand'] ?? 0,
      sessions: editedByHand.map(({ key, label, after }) => ({ id: key, label, isInFile: after !== null })),
      unread: keptSentences(record.counts),
    },
  };
}

export const kindLabel = (kind: string): string => (isMatchKind(kind) ? MATCH_KIND_LABELS[kind] : kind);

const isMatchKind = (kind: string): kind is MatchKind => kind in MATCH_KIND_LABELS;
