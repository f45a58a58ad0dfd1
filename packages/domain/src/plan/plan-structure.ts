import type { MatchDecision, Matching } from '../directory/match.js';
import type { ImportTarget } from '../import/import-context.js';
import { AudienceIndex } from '../sessions/audience.js';
import { withMadeGroupNames, withSettledAudiences } from '../timetable/course-audiences.js';
import type { Timetable } from '../timetable/timetable.js';
import { courseTraces } from '../unread/course-traces.js';
import { keptMemberships, keptPupils } from '../unread/kept-memberships.js';
import { planClosures } from './plan-closures.js';
import { planGroups } from './plan-groups.js';
import { planServices } from './plan-services.js';
import { planSubjects } from './plan-subjects.js';
import type { CurrentState, StructurePlan } from './plan.js';
import { teachingsOf } from './teaching.js';

interface PlanInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  /** Remembered decisions; those on groups are used here. @default none */
  readonly decisions?: readonly MatchDecision[];
  readonly current: CurrentState;
  readonly target: ImportTarget;
  /** Local date on which memberships are judged current: the day the import was claimed. */
  readonly on: string;
}

/**
 * Everything an import would change but sessions: subjects, groups, teaching services, closures (import-rules §3). The
 * same file, current state and matching give the same plan, whatever the order and numbering of the file's rows.
 */
export function planStructure(input: PlanInput): StructurePlan {
  const { matching, decisions = [], current, target, on } = input;
  const pupils = keptPupils(input.timetable, matching, current.groups);
  const settled = withSettledAudiences(input.timetable);
  const { groups, groupKeys, groupMatches, madeGroupNames, keptMembers, ...group } = planGroups({
    timetable: settled,
    matching,
    decisions,
    current,
    target,
    on,
    keptPupils: new Set(pupils),
  });
  const timetable = withMadeGroupNames(settled, madeGroupNames);
  const index = new AudienceIndex({ timetable, matching, groupKeys, target });
  const teachings = teachingsOf(timetable, matching, index);
  const { subjects, subjectKeys, ...subject } = planSubjects(timetable, current, teachings);
  const traces = courseTraces({ timetable, matching, index, subjectKeys });
  const { services, ...service } = planServices({
    timetable,
    matching,
    current,
    teachings,
    index,
    subjects,
    subjectKeys,
    traces,
  });
  const { closures, ...closure } = planClosures(timetable, current, traces);
  return {
    subjects,
    services,
    closures,
    groups,
    groupKeys,
    groupMatches,
    madeGroupNames,
    subjectKeys,
    audienceAliases: new Map([...index.settledItems()].map(([before, { item }]) => [before, item])),
    changes: [...subject.changes, ...group.changes, ...service.changes, ...closure.changes],
    kept: [...subject.kept, ...group.kept, ...service.kept],
    keptMemberships: keptMemberships({
      timetable,
      matching,
      index: index.index,
      groupKeys,
      groups: keptMembers,
      pupils,
      endedGroups: group.changes.filter(({ type }) => type === 'deleted').map(({ key }) => key),
    }),
    traces,
    counts: {
      subject: subject.counts,
      service: service.counts,
      closure: closure.counts,
      group: group.counts,
    },
  };
}
