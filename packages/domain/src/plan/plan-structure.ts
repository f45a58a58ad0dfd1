import type { MatchDecision, Matching } from '../directory/match.js';
import type { ImportTarget } from '../import/import-context.js';
import { AudienceBook } from '../sessions/audience.js';
import type { Timetable } from '../timetable/timetable.js';
import { planClosures } from './plan-closures.js';
import { planGroups } from './plan-groups.js';
import { planServices } from './plan-services.js';
import { planSubjects } from './plan-subjects.js';
import type { Base, StructurePlan } from './plan.js';
import { teachingsOf } from './teaching.js';

interface PlanInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  /** Remembered decisions; those on groups are used here. @default none */
  readonly decisions?: readonly MatchDecision[];
  readonly base: Base;
  readonly target: ImportTarget;
  /** Local date on which memberships are judged current: the day the import was taken in charge. */
  readonly on: string;
}

/**
 * Everything an import would change but sessions: subjects, groups, teaching services, closures (import-rules §3). The
 * same file, base and matching give the same plan, whatever the order and numbering of the file's rows.
 */
export function planStructure(input: PlanInput): StructurePlan {
  const { timetable, matching, decisions = [], base, target, on } = input;
  const { groups, groupKeys, groupMatches, ...group } = planGroups({
    timetable,
    matching,
    decisions,
    base,
    target,
    on,
  });
  const book = new AudienceBook({ timetable, matching, groupKeys, target });
  const teachings = teachingsOf(timetable, matching, book);
  const { subjects, subjectKeys, ...subject } = planSubjects(timetable, base, teachings);
  const { services, ...service } = planServices({
    timetable,
    matching,
    base,
    teachings,
    book,
    subjects,
    subjectKeys,
  });
  const { closures, ...closure } = planClosures(timetable, base);
  return {
    subjects,
    services,
    closures,
    groups,
    groupKeys,
    groupMatches,
    subjectKeys,
    audienceAliases: new Map([...book.settledItems()].map(([before, { item }]) => [before, item])),
    changes: [...subject.changes, ...group.changes, ...service.changes, ...closure.changes],
    counts: {
      subject: subject.counts,
      service: service.counts,
      closure: closure.counts,
      group: group.counts,
    },
  };
}
