import type { ImportTarget } from '../import/import-context.js';
import type { CurrentState } from '../plan/plan.js';
import { withSettledAudiences } from '../timetable/course-audiences.js';
import type { Timetable } from '../timetable/timetable.js';
import { classOn } from './class-on.js';
import type { Directory } from './directory.js';
import { PUPIL_IDENTIFIERS, TEACHER_IDENTIFIERS } from './identifiers.js';
import { matchClasses, reachableClasses } from './match-classes.js';
import { MatchDecisions } from './match-decisions.js';
import { matchPeople } from './match-people.js';
import type { MatchDecision, Matching, MatchResult } from './match.js';
import { recogniseClasses } from './recognise-classes.js';

interface MatchInput {
  readonly timetable: Timetable;
  readonly directory: Directory;
  readonly decisions: readonly MatchDecision[];
  /** Local date of the import: tells a pupil's class of the day. */
  readonly on: string;
  /** When given, classes match by name inside its establishments only (a campus may have two « 6A »). */
  readonly target?: ImportTarget;
  /** What the ENT has been taught so far: tells a class that changed its name. @default nothing */
  readonly current?: Pick<CurrentState, 'services' | 'subjects'>;
}

/**
 * Links the people and classes of a file to the ENT's (import-rules §6): remembered decisions, then identifiers, then
 * names; classes of unknown name by what they are made of. What is ambiguous stays unmatched, with candidates. Who and what
 * left the directory comes last, and is still matched.
 */
export function matchTimetable(input: MatchInput): Matching & { readonly results: readonly MatchResult[] } {
  const { timetable, directory, on, target, current = { services: [], subjects: [] } } = input;
  const decisions = new MatchDecisions(input.decisions);
  const classes = matchClasses({ timetable, directory: directory.classes, decisions, target });
  const teachers = matchPeople({
    kind: 'teacher',
    rows: timetable.teachers,
    directory: directory.teachers,
    decisions,
    identifiers: TEACHER_IDENTIFIERS,
  });
  const pupils = matchPeople({
    kind: 'pupil',
    rows: timetable.pupils,
    directory: directory.pupils,
    decisions,
    identifiers: PUPIL_IDENTIFIERS,
    contradicts: (row, person) => {
      const classId = classes.get(classOn(row, on) ?? Number.NaN)?.targetId;
      return classId !== undefined && person.classId !== undefined && classId !== person.classId;
    },
  });
  const recognised = recogniseClasses({
    timetable: withSettledAudiences(timetable),
    directory,
    matching: { classes, pupils, teachers },
    reachable: reachableClasses({ timetable, directory: directory.classes, target }),
    current,
    on,
  });
  for (const [ident, match] of recognised) classes.set(ident, match);
  const all = {
    teachers: sayingWhoLeft(teachers, directory.teachers),
    pupils: sayingWhoLeft(pupils, directory.pupils),
    classes: sayingWhoLeft(classes, directory.classes),
  };
  return {
    ...all,
    classEstablishments: new Map(directory.classes.map(({ id, establishmentId }) => [id, establishmentId])),
    results: [...all.teachers.values(), ...all.pupils.values(), ...all.classes.values()],
  };
}

function sayingWhoLeft(
  matches: ReadonlyMap<number, MatchResult>,
  entries: readonly { readonly id: string; readonly absentSince?: string }[],
): ReadonlyMap<number, MatchResult> {
  const since = new Map(entries.map(({ id, absentSince }) => [id, absentSince]));
  return new Map(
    [...matches].map(([ident, match]) => {
      const absentSince = since.get(match.targetId ?? '');
      return [ident, absentSince === undefined ? match : { ...match, absentSince }];
    }),
  );
}
