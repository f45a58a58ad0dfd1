import type { Matching } from '../directory/match.js';
import type { CurrentGroup } from '../plan/plan.js';
import { everyCourse } from '../timetable/every-course.js';
import type { CourseFacet, Ident, Timetable } from '../timetable/timetable.js';
import type { TimetableIndex } from '../timetable/timetable-index.js';
import { isAudienceUnread } from './course-traces.js';
import type { KeptMemberships } from './unread-plan.js';

interface MembershipsInput {
  /** As `tellUnread` gives it. */
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly index: TimetableIndex;
  readonly groupKeys: ReadonlyMap<Ident, string>;
  /** Keys of the groups that stay as they are. */
  readonly groups: readonly string[];
  /** Of `keptPupils`. */
  readonly pupils: readonly string[];
  /** Keys of the groups that the import ends. */
  readonly endedGroups: readonly string[];
}

export const keptMemberships = ({
  groups,
  pupils,
  endedGroups,
  ...input
}: MembershipsInput): KeptMemberships => ({
  groups,
  pupils,
  endedGroups,
  ...keptTeachers(input),
});

/**
 * Whoever has a stay that cannot be read; whom a row that nothing else identifies may be; and everybody whom no row is, when one of
 * them has no name or is missing, or when files of the format name nobody.
 */
export function keptPupils(
  { pupils, lacking, statesNoPupils }: Timetable,
  matching: Matching,
  current: readonly CurrentGroup[],
): string[] {
  const kept = new Set<string>();
  let mayBeAny = lacking?.has('pupil') === true || statesNoPupils === true;
  for (const { ident, lastName, firstName, isPartlyUnread } of pupils) {
    const match = matching.pupils.get(ident);
    const isNameless = lastName === '' || firstName === '';
    if (match?.by === 'decision' && match.targetId === undefined) continue;
    if (match?.targetId !== undefined) {
      if (isPartlyUnread) kept.add(match.targetId);
    } else if (isNameless) mayBeAny = true;
    else if (isPartlyUnread) for (const id of match?.candidates ?? []) kept.add(id);
  }
  if (mayBeAny) {
    const read = new Set([...matching.pupils.values()].map(({ targetId }) => targetId));
    for (const { pupilIds } of current) for (const id of pupilIds) if (!read.has(id)) kept.add(id);
  }
  return [...kept].sort();
}

function keptTeachers({
  timetable,
  matching,
  index,
  groupKeys,
}: Omit<MembershipsInput, 'groups' | 'pupils' | 'endedGroups'>): Pick<
  KeptMemberships,
  'taughtGroups' | 'teachers' | 'anyTeacher'
> {
  const taughtGroups = new Set<string>();
  const teachers = new Set<string>();
  let anyTeacher = false;
  for (const course of everyCourse(timetable)) {
    const unread = new Set<CourseFacet>(course.unread);
    const isForUnknown = isAudienceUnread(unread);
    const isByUnknown = unread.has('teacher');
    anyTeacher ||= isForUnknown && isByUnknown;
    for (const resource of course.resources) {
      if (resource.kind === 'teacher') {
        const id = matching.teachers.get(resource.ident)?.targetId;
        if (isForUnknown && id !== undefined) teachers.add(id);
        continue;
      }
      const audience = isByUnknown ? index.audienceOf(resource) : undefined;
      const key = audience?.kind === 'group' ? groupKeys.get(audience.ident) : undefined;
      if (key !== undefined) taughtGroups.add(key);
    }
  }
  return { taughtGroups: [...taughtGroups].sort(), teachers: [...teachers].sort(), anyTeacher };
}
