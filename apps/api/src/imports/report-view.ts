import type { ImportReport, UnmatchedNameRow } from '@timetable/contracts';
import {
  callsForAction,
  courseChangeSentence,
  hasWritten,
  keptSentences,
  nextStepSentence,
  programOf,
  replacedIdsSentence,
  unmatchedGroups,
  unmatchedNames,
  type CourseChange,
  type ProblemGroup,
  type TimetableProgram,
  type UnmatchedName,
} from '@timetable/domain';
import type { CampusRecord, ImportNames, ImportRecord, PlanRowRecord } from '@timetable/persistence';
import { toMatchReason } from '../matches/match-reason-view.js';
import { toDetail } from './import-view.js';

/** The bilan of an import, from its rows. */
export function toReport(
  record: ImportRecord,
  names: ImportNames,
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
    unmatched: toUnmatched(names, programOf(record.format)),
    recognised: firstOf(names.recognised, MOST_LISTED),
    courseChanges: {
      total: courseChanges.total,
      items: courseChanges.items.map((change) => ({
        type: change.type,
        sentence: courseChangeSentence(change, { isConditional: hasWritten(detail.status) !== true }),
        sessions: change.sessions,
        subject: change.subject,
        audience: eitherSide(change, 'audience'),
        teachers: eitherSide(change, 'teachers'),
      })),
    },
    absent: { total: names.absent.total, items: names.absent.items.slice(0, MOST_LISTED) },
    replaced: {
      total: Object.values(names.replaced.counts).reduce((sum, count) => sum + count, 0),
      sentence: replacedIdsSentence(names.replaced.counts) ?? null,
      classCount: names.replaced.counts.class ?? 0,
      classes: names.replaced.classes.slice(0, MOST_LISTED),
    },
    kept: {
      past: record.counts['sessionsFrozen'] ?? 0,
      editedByHand: record.counts['sessionsEditedByHand'] ?? 0,
      sessions: editedByHand.map(({ key, label, after }) => ({ id: key, label, isInFile: after !== null })),
      unread: keptSentences(record.counts),
    },
  };
}

/** Of each kind and reason; `/unmatched` gives the others. */
const MOST_UNMATCHED = 50;
/** Of what nobody has to act on; `/recognised` and `/absent` give the others. */
const MOST_LISTED = 200;

function toUnmatched({ unmatched }: ImportNames, program: TimetableProgram): ImportReport['unmatched'] {
  const groups = unmatchedGroups(unmatchedNames(unmatched), program);
  return {
    total: groups.reduce((sum, { count }) => sum + count, 0),
    groups: groups.map(({ names: _names, reason, ...group }) => ({
      ...group,
      reason: toMatchReason(reason),
    })),
    items: groups.flatMap(({ names }) => names.slice(0, MOST_UNMATCHED).map(toUnmatchedName)),
  };
}

export const toUnmatchedName = ({ reason, ...name }: UnmatchedName): UnmatchedNameRow => ({
  ...name,
  reason: toMatchReason(reason),
});

const firstOf = <T>(all: readonly T[], most: number): { total: number; items: T[] } => ({
  total: all.length,
  items: all.slice(0, most),
});

/** Those of before and of after: whoever of them looks, finds the change. */
const eitherSide = ({ before, after }: CourseChange, part: 'audience' | 'teachers'): string[] => [
  ...new Set([...(before?.[part] ?? []), ...(after?.[part] ?? [])]),
];
