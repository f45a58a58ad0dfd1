import type { ImportTarget } from '../import/import-context.js';
import type { FilePupil, Timetable } from '../timetable/timetable.js';
import type { Directory } from './directory.js';
import { matchClasses } from './match-classes.js';
import { MatchDecisions } from './match-decisions.js';
import { matchPeople } from './match-people.js';
import type { MatchDecision, Matching, MatchResult } from './match.js';

interface MatchInput {
  readonly timetable: Timetable;
  readonly directory: Directory;
  readonly decisions: readonly MatchDecision[];
  /** Local date of the import: tells a pupil's class of the day. */
  readonly on: string;
  /** When given, classes match by name inside its establishments only (a campus may have two « 6A »). */
  readonly target?: ImportTarget;
}

/**
 * Links the people and classes of a file to the ENT's (import-rules §6): remembered decisions, then identifiers, then
 * names. What is ambiguous stays unmatched, with candidates.
 */
export function matchTimetable(input: MatchInput): Matching & { readonly results: readonly MatchResult[] } {
  const { timetable, directory, on } = input;
  const decisions = new MatchDecisions(input.decisions);
  const classes = matchClasses({ timetable, directory: directory.classes, decisions, target: input.target });
  const teachers = matchPeople({
    kind: 'teacher',
    rows: timetable.teachers,
    directory: directory.teachers,
    decisions,
    identifiers: [
      { prefix: 'idpn', isOfficial: false, ofFile: (row) => row.idpn, ofDirectory: (person) => person.idpn },
      { prefix: 'sts', isOfficial: true, ofFile: (row) => row.stsId, ofDirectory: (person) => person.stsId },
    ],
  });
  const pupils = matchPeople({
    kind: 'pupil',
    rows: timetable.pupils,
    directory: directory.pupils,
    decisions,
    identifiers: [
      { prefix: 'idpn', isOfficial: false, ofFile: (row) => row.idpn, ofDirectory: (person) => person.idpn },
      {
        prefix: 'ine',
        isOfficial: true,
        ofFile: (row) => row.nationalId,
        ofDirectory: (person) => person.nationalId,
      },
      {
        prefix: 'siecle',
        isOfficial: true,
        ofFile: (row) => row.sieclId,
        ofDirectory: (person) => person.sieclId,
      },
    ],
    contradicts: (row, person) => {
      const classId = classes.get(classOn(row, on) ?? Number.NaN)?.targetId;
      return classId !== undefined && person.classId !== undefined && classId !== person.classId;
    },
  });
  return {
    teachers,
    pupils,
    classes,
    classEstablishments: new Map(directory.classes.map(({ id, establishmentId }) => [id, establishmentId])),
    results: [...teachers.values(), ...pupils.values(), ...classes.values()],
  };
}

/** The class the pupil is in on that day; else the only one given. */
function classOn({ classes }: FilePupil, on: string): number | undefined {
  const current = classes.find(
    ({ startsOn, endsOn }) => (startsOn === '' || startsOn <= on) && (endsOn === '' || on <= endsOn),
  );
  return (current ?? (classes.length === 1 ? classes[0] : undefined))?.ident;
}
