import type { Matching } from '../directory/match.js';
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
  readonly base: Base;
  readonly target: ImportTarget;
  /** Local date on which memberships are judged current: the day the import was taken in charge. */
  readonly on: string;
}

/**
 * Everything an import would change but sessions: subjects, groups, teaching services, closures (import-rules §3). The
 * same file, base and matching give the same plan, whatever the order and numbering of the file's rows.
 */
export function planStructure({ timetable, matching, base, target, on }: PlanInput): StructurePlan {
  const { groups, groupKeys, ...group } = planGroups({ timetable, matching, base, target, on });
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
    subjectKeys,
    changes: [...subject.changes, ...group.changes, ...service.changes, ...closure.changes],
    counts: {
      subject: subject.counts,
      service: service.counts,
      closure: closure.counts,
      group: group.counts,
    },
  };
}
