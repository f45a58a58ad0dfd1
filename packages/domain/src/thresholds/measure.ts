import { frenchDate } from '../calendar/local-date.js';
import type { Matching, MatchResult } from '../directory/match.js';
import type { Base, SessionDiffCounts, StructurePlan } from '../plan/plan.js';
import { activeResourcesOf } from '../timetable/active-resources.js';
import { frenchCount } from '../text/french.js';
import type { FilePupil, Ident, Timetable } from '../timetable/timetable.js';
import type { Fraction, Measure, ThresholdCode } from './threshold.js';

interface MeasureInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly base: Base;
  readonly structure: StructurePlan;
  readonly sessions: SessionDiffCounts;
  /** Local date of the import: pupils gone before it are not counted. */
  readonly on: string;
}

/** Every measure of import-rules §4, as exact fractions. Who or what somebody decided to leave out is not
 * unmatched. */
export function measure(input: MeasureInput): Record<ThresholdCode, Measure> {
  const { timetable, matching, base, structure, sessions, on } = input;
  const { subject, service, closure } = structure.counts;
  const inBase = {
    subjects: base.subjects.length,
    services: base.services.length,
    closures: base.closures.length,
  };
  const pupils = timetable.pupils.filter((pupil) => isPresentFrom(pupil, on));
  const groups = timetable.groups.length;
  const leftOut = structure.groupMatches.filter(
    ({ by, targetId }) => by === 'decision' && targetId === undefined,
  ).length;
  return {
    subjects_created: { numerator: subject.created, denominator: inBase.subjects },
    services_created: { numerator: service.created, denominator: inBase.services },
    services_modified: { numerator: service.modified, denominator: inBase.services },
    services_deleted: { numerator: service.deleted, denominator: inBase.services },
    sessions_cancelled: { numerator: sessions.cancelledByFile, denominator: sessions.futurePlanned },
    closures_added: { numerator: closure.created, denominator: inBase.closures },
    closures_removed: { numerator: closure.deleted, denominator: inBase.closures },
    teachers_unmatched: unmatchedAmong(teachersAtWork(timetable), matching.teachers),
    pupils_unmatched: unmatchedAmong(
      pupils.map(({ ident }) => ident),
      matching.pupils,
    ),
    classes_unmatched: unmatchedAmong(
      timetable.classes.map(({ ident }) => ident),
      matching.classes,
    ),
    groups_unmatched: { numerator: groups - structure.groupKeys.size - leftOut, denominator: groups },
    closure_consistency: closureConsistency(input),
  };
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

function unmatchedAmong(idents: readonly Ident[], matches: ReadonlyMap<Ident, MatchResult>): Fraction {
  const unmatched = idents.filter((ident) => {
    const match = matches.get(ident);
    return match?.targetId === undefined && match?.by !== 'decision';
  });
  return { numerator: unmatched.length, denominator: idents.length };
}

/** Not a rate: the number of inconsistencies, each said in words. */
function closureConsistency({ timetable, base, sessions }: MeasureInput): Measure {
  const { year } = timetable;
  const details: string[] = [];
  const isJudged = base.year.state === 'open' || base.year.datesDecided === true;
  const differs = year.startsOn !== base.year.startsOn || year.endsOn !== base.year.endsOn;
  if (isJudged && differs) {
    details.push(
      `l’année du fichier va du ${frenchDate(year.startsOn)} au ${frenchDate(year.endsOn)}, ` +
        `celle de l’ENT du ${frenchDate(base.year.startsOn)} au ${frenchDate(base.year.endsOn)}`,
    );
  }
  if (sessions.onKeptClosure > 0) {
    const count = frenchCount(sessions.onKeptClosure, 'séance tomberait', 'séances tomberaient');
    details.push(`${count} dans une période de fermeture de l’ENT`);
  }
  if (sessions.pastOnFileClosure > 0) {
    const count = frenchCount(
      sessions.pastOnFileClosure,
      'séance déjà passée tombe',
      'séances déjà passées tombent',
    );
    details.push(`${count} dans une période de fermeture du fichier`);
  }
  const numerator = (isJudged && differs ? 1 : 0) + sessions.onKeptClosure + sessions.pastOnFileClosure;
  return { numerator, denominator: 0, details };
}
