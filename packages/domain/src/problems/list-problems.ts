import type { TimetableProgram } from '../timetable/timetable-program.js';
import { causesAmong } from './problem-cause.js';
import { problemEntry } from './problem-catalogue.js';
import type { Problem, ProblemGroup, ProblemOccurrence } from './problem.js';

/** Problems of a file that are kept one by one; the others are counted, by kind. */
const MOST_KEPT = 1_000;

/**
 * The problems of a file one by one, in the order of their groups: root causes first, then what follows from each.
 * @param program that wrote the file
 */
export function listProblems(
  problems: readonly Problem[],
  groups: readonly ProblemGroup[],
  program?: TimetableProgram,
): ProblemOccurrence[] {
  const causeOf = causesAmong(problems);
  const order = new Map(groups.map(({ code }, rank) => [code, rank]));
  const rank = ({ code, cause }: ProblemOccurrence) => order.get(cause ?? code) ?? groups.length;
  const listed = problems
    .map((problem) => occurrenceOf(problem, causeOf(problem), program))
    .sort((a, b) => rank(a) - rank(b) || Number(a.cause !== undefined) - Number(b.cause !== undefined));
  const kept = listed.slice(0, MOST_KEPT);
  const counted = new Map<string, ProblemOccurrence>();
  for (const { place: _place, value: _value, line: _line, ...kind } of listed.slice(MOST_KEPT)) {
    const occurrences = (counted.get(kind.code)?.occurrences ?? 0) + kind.occurrences;
    counted.set(kind.code, { ...kind, occurrences });
  }
  return [...kept, ...counted.values()];
}

function occurrenceOf(
  problem: Problem,
  cause: string | undefined,
  program: TimetableProgram | undefined,
): ProblemOccurrence {
  const { code, place, value, line, occurrences = 1 } = problem;
  const { severity, meaning, advice } = problemEntry(problem, program);
  return {
    code,
    severity,
    meaning,
    advice,
    occurrences,
    ...(place !== undefined && { place }),
    ...(value !== undefined && { value }),
    ...(line !== undefined && { line }),
    ...(cause !== undefined && { cause }),
  };
}
