import { taughtIndex, type Lesson } from '../plan/taught.js';
import type { CurrentState } from '../plan/plan.js';
import type { Ident, Timetable } from '../timetable/timetable.js';
import { classPupils } from './class-pupils.js';
import type { Directory, DirectoryClass } from './directory.js';
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

/** Alike to this degree and nobody else in question: the same class. A pupil or two come and go all year long. */
const CLEARLY = 4 / 5;
/** More than this in common: perhaps the same class, a person is asked. */
const PERHAPS = 1 / 2;
/** Fewer than this in common prove nothing. */
const FEWEST_COMMON = 2;

/** How a class of the file and one of the ENT resemble each other, from 0 to 1. */
interface Likeness {
  readonly ident: Ident;
  readonly id: string;
  readonly degree: number;
}

/**
 * Recognises classes whose name the ENT does not know among those of the ENT that the file no longer names: by their
 * pupils, else, where pupils say nothing, by what they are taught and by whom. What only resembles is left to a person.
 * @returns the matches that change, by Ident
 */
export function recogniseClasses(input: ClassesToRecognise): Map<Ident, MatchResult> {
  const { matching, directory } = input;
  const results = new Map<Ident, MatchResult>();
  const nameless = [...matching.classes.values()].filter(
    ({ by, candidates }) => by === 'none' && candidates.length === 0,
  );
  const named = new Set(
    [...matching.classes.values()].flatMap(({ targetId, candidates }) => [targetId, ...candidates]),
  );
  const gone = new Map(
    directory.classes.filter(({ id }) => !named.has(id)).map((known) => [known.id, known]),
  );
  if (nameless.length === 0 || gone.size === 0) return results;

  const pairs = nameless.flatMap(({ ident }) =>
    input.reachable(ident).flatMap(({ id }) => (gone.has(id) ? [{ ident, id }] : [])),
  );
  const members = membersOf(input);
  const byMembers = alike(pairs, members);
  const taught = taughtIndex(input.timetable, matching, input.current);
  const byTeaching = alike(pairs, {
    inFile: (ident) => distinctive(taught.inFile('class', ident)),
    inEnt: (id) => distinctive(taught.inCurrent(`c:${id}`)),
  });
  const taken = new Set<string>();
  const recognise = (row: MatchResult, known: DirectoryClass, by: 'members' | 'teaching'): void => {
    results.set(row.ident, { ...row, targetId: known.id, by, knownAs: known.name });
    taken.add(known.id);
  };
  const isOpen = ({ ident, id }: Likeness): boolean => !results.has(ident) && !taken.has(id);
  const saysNothing = ({ ident, id }: Likeness): boolean =>
    members.inFile(ident).size === 0 || members.inEnt(id).size === 0;
  for (const { by, found } of [
    { by: 'members', found: () => clearOnes(byMembers) },
    { by: 'teaching', found: () => clearOnes(byTeaching.filter(isOpen)).filter(saysNothing) },
  ] as const) {
    for (const { ident, id } of found()) {
      const [row, known] = [matching.classes.get(ident), gone.get(id)];
      if (row !== undefined && known !== undefined) recognise(row, known, by);
    }
  }
  for (const row of nameless) {
    const isCandidate = (pair: Likeness): boolean => pair.ident === row.ident && isOpen(pair);
    const proposed = candidatesAmong(byMembers.filter(isCandidate), byTeaching.filter(isCandidate));
    if (proposed !== undefined) results.set(row.ident, { ...row, ...proposed });
  }
  return results;
}

function membersOf(input: ClassesToRecognise): Sides {
  const { inFile, inEnt } = classPupils(input);
  return {
    inFile: (ident) => inFile.get(ident) ?? new Set(),
    inEnt: (id) => inEnt.get(id) ?? new Set(),
  };
}

interface Sides {
  readonly inFile: (ident: Ident) => ReadonlySet<string>;
  readonly inEnt: (id: string) => ReadonlySet<string>;
}

/** « MATHS t2 ». Subjects without a teacher say nothing: every class has French. */
function distinctive(lessons: readonly Lesson[]): ReadonlySet<string> {
  const taught = lessons.filter(({ teachers }) => teachers.length > 0);
  return new Set(taught.map(({ subject, teachers }) => `${subject} ${teachers.join()}`));
}

/** The pairs that have more than half in common. */
function alike(pairs: readonly Omit<Likeness, 'degree'>[], { inFile, inEnt }: Sides): Likeness[] {
  return pairs.flatMap(({ ident, id }) => {
    const [mine, theirs] = [inFile(ident), inEnt(id)];
    const common = [...mine].filter((item) => theirs.has(item)).length;
    const degree = common / (mine.size + theirs.size - common);
    return common >= FEWEST_COMMON && degree > PERHAPS ? [{ ident, id, degree }] : [];
  });
}

/** Those of whom neither side resembles anybody else. */
function clearOnes(pairs: readonly Likeness[]): Likeness[] {
  return pairs.filter(
    (pair) =>
      pair.degree >= CLEARLY &&
      !pairs.some((other) => other !== pair && (other.ident === pair.ident || other.id === pair.id)),
  );
}

function candidatesAmong(
  byMembers: readonly Likeness[],
  byTeaching: readonly Likeness[],
): { readonly candidates: readonly string[]; readonly reason: MatchReason } | undefined {
  const found = byMembers.length > 0 ? byMembers : byTeaching;
  if (found.length === 0) return undefined;
  const best = [...found].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  return {
    candidates: best.map(({ id }) => id),
    reason: byMembers.length > 0 ? 'most_members' : 'same_teaching',
  };
}
