import type { MatchResult } from '../directory/match.js';
import { activeResourcesOf } from '../timetable/active-resources.js';
import type { FilePupil, Ident, Timetable } from '../timetable/timetable.js';
import type { Fraction, MeasureInput } from './threshold-definition.js';

export const measureUnmatchedTeachers = ({ timetable, matching }: MeasureInput): Fraction =>
  unmatchedAmong(teachersAtWork(timetable), matching.teachers);

export const measureUnmatchedPupils = ({ timetable, matching, on }: MeasureInput): Fraction =>
  unmatchedAmong(
    timetable.pupils.filter((pupil) => isPresentFrom(pupil, on)).map(({ ident }) => ident),
    matching.pupils,
  );

export const measureUnmatchedClasses = ({ timetable, matching }: MeasureInput): Fraction =>
  unmatchedAmong(
    timetable.classes.map(({ ident }) => ident),
    matching.classes,
  );

/** A group to which the plan gives a key is matched. Those that the import makes for courses count like the file's. */
export function measureUnmatchedGroups({ structure }: Pick<MeasureInput, 'structure'>): Fraction {
  const leftOut = structure.groupMatches.filter(
    ({ by, targetId }) => by === 'decision' && targetId === undefined,
  ).length;
  const groups = structure.groupMatches.length;
  return { numerator: groups - structure.groupKeys.size - leftOut, denominator: groups };
}

function unmatchedAmong(idents: readonly Ident[], matches: ReadonlyMap<Ident, MatchResult>): Fraction {
  const unmatched = idents.filter((ident) => {
    const match = matches.get(ident);
    return match?.targetId === undefined && match?.by !== 'decision';
  });
  return { numerator: unmatched.length, denominator: idents.length };
}

/** Teachers of the file whom at least one course uses in at least one week. */
function teachersAtWork({ courses, teachers, year }: Timetable): Ident[] {
  const activeResources = activeResourcesOf(year);
  const atWork = new Set<Ident>();
  for (const course of courses) {
    for (const { kind, ident } of activeResources(course)) if (kind === 'teacher') atWork.add(ident);
  }
  return teachers.map(({ ident }) => ident).filter((ident) => atWork.has(ident));
}

/** A pupil without any dated stay counts: nothing says that they left. */
function isPresentFrom({ classes, parts }: FilePupil, on: string): boolean {
  const stays = classes.length > 0 ? classes : parts;
  return stays.length === 0 || stays.some(({ endsOn }) => endsOn === '' || endsOn >= on);
}
