import { taughtIndex, type Lesson } from '../plan/taught.js';
import type { CurrentState } from '../plan/plan.js';
import type { Ident, Timetable } from '../timetable/timetable.js';
import { classPupils } from './class-pupils.js';
import type { Directory, DirectoryClass } from './directory.js';
import { alike, clearOnes, type Likeness } from './likeness.js';
import type { MatchResult, Matching } from './match.js';
import type { MatchReason } from './match-reason.js';

interface ClassesToRecognise {
  readonly timetable: Timetable;
  readonly directory: Pick<Directory, 'classes' | 'pupils'>;
  /** After decisions and names. */
  readonly matching: Pick<Matching, 'classes' | 'pupils' | 'teachers'>;
  /** Classes of the ENT that each class of the file may be. */
  readonly reachable: (ident: Ident) => readonly DirectoryClass[];
  readonly current: Pick<CurrentState, 'services' | 'subjects'>;
  readonly on: string;
}

type ClassLikeness = Likeness<Ident, string>;

/**
 * Recognises classes whose name the ENT does not know among those of the ENT that the file no longer names, and a class whose name
 * several of the ENT bear among these: by their pupils, else, where pupils say nothing, by what they are taught and by whom. What
 * only resembles is left to a person.
 * @returns the matches that change, by Ident
 */
export function recogniseClasses(input: ClassesToRecognise): Map<Ident, MatchResult> {
  const { matching, directory } = input;
  const results = new Map<Ident, MatchResult>();
  const matches = [...matching.classes.values()];
  const nameless = matches.filter(({ by, candidates }) => by === 'none' && candidates.length === 0);
  const homonymous = matches.filter(({ by, reason }) => by === 'none' && reason === 'homonyms');
  const named = new Set(matches.flatMap(({ targetId, candidates }) => [targetId, ...candidates]));
  const classes = new Map(directory.classes.map((known) => [known.id, known]));
  const pairs = [
    ...nameless.flatMap(({ ident }) =>
      input.reachable(ident).flatMap(({ id }) => (named.has(id) ? [] : [{ one: ident, other: id }])),
    ),
    ...homonymous.flatMap(({ ident, candidates }) => candidates.map((id) => ({ one: ident, other: id }))),
  ];
  if (pairs.length === 0) return results;

  const members = membersOf(input);
  const byMembers = alike(pairs, members);
  const taught = taughtIndex(input.timetable, matching, input.current);
  const byTeaching = alike(pairs, {
    ofOne: (ident) => distinctive(taught.inFile('class', ident)),
    ofOther: (id) => distinctive(taught.inCurrent(`c:${id}`)),
  });
  const taken = new Set<string>();
  const recognise = (row: MatchResult, known: DirectoryClass, by: 'members' | 'teaching'): void => {
    const { reason: _reason, ...unsettled } = row;
    // One of several of its name is known under no other.
    const knownAs = row.candidates.length > 0 ? {} : { knownAs: known.name };
    results.set(row.ident, { ...unsettled, targetId: known.id, by, candidates: [], ...knownAs });
    taken.add(known.id);
  };
  const isAbsent = ({ other }: ClassLikeness): boolean => classes.get(other)?.absentSince !== undefined;
  const isPresent = (pair: ClassLikeness): boolean => !isAbsent(pair);
  const isOpen = ({ one, other }: ClassLikeness): boolean => !results.has(one) && !taken.has(other);
  const saysNothing = ({ one, other }: ClassLikeness): boolean =>
    members.ofOne(one).size === 0 || members.ofOther(other).size === 0;
  const clearly = (found: readonly ClassLikeness[]): ClassLikeness[] => clearOnes(found.filter(isOpen));
  // A class that left the directory is asked about when no present one resembles.
  for (const { by, found } of [
    { by: 'members', found: () => clearly(byMembers.filter(isPresent)) },
    { by: 'teaching', found: () => clearly(byTeaching.filter(isPresent)).filter(saysNothing) },
    { by: 'members', found: () => clearly(byMembers.filter(isAbsent)) },
    { by: 'teaching', found: () => clearly(byTeaching.filter(isAbsent)).filter(saysNothing) },
  ] as const) {
    for (const { one, other } of found()) {
      const [row, known] = [matching.classes.get(one), classes.get(other)];
      if (row !== undefined && known !== undefined) recognise(row, known, by);
    }
  }
  for (const row of nameless) {
    const isCandidate = (pair: ClassLikeness): boolean => pair.one === row.ident && isOpen(pair);
    const candidates = (of: (pair: ClassLikeness) => boolean): Proposal | undefined =>
      candidatesAmong(
        byMembers.filter((pair) => isCandidate(pair) && of(pair)),
        byTeaching.filter((pair) => isCandidate(pair) && of(pair)),
      );
    const proposed = candidates(isPresent) ?? candidates(isAbsent);
    if (proposed !== undefined) results.set(row.ident, { ...row, ...proposed });
  }
  return results;
}

function membersOf(input: ClassesToRecognise): Sides {
  const { inFile, inEnt } = classPupils(input);
  return {
    ofOne: (ident) => inFile.get(ident) ?? new Set(),
    ofOther: (id) => inEnt.get(id) ?? new Set(),
  };
}

interface Sides {
  readonly ofOne: (ident: Ident) => ReadonlySet<string>;
  readonly ofOther: (id: string) => ReadonlySet<string>;
}

/** « MATHS t2 ». Subjects without a teacher say nothing: every class has French. */
function distinctive(lessons: readonly Lesson[]): ReadonlySet<string> {
  const taught = lessons.filter(({ teachers }) => teachers.length > 0);
  return new Set(taught.map(({ subject, teachers }) => `${subject} ${teachers.join()}`));
}

interface Proposal {
  readonly candidates: readonly string[];
  readonly reason: MatchReason;
}

function candidatesAmong(
  byMembers: readonly ClassLikeness[],
  byTeaching: readonly ClassLikeness[],
): Proposal | undefined {
  const found = byMembers.length > 0 ? byMembers : byTeaching;
  if (found.length === 0) return undefined;
  const best = [...found].sort((a, b) => b.degree - a.degree || (a.other < b.other ? -1 : 1));
  return {
    candidates: best.map(({ other }) => other),
    reason: byMembers.length > 0 ? 'most_members' : 'same_teaching',
  };
}
