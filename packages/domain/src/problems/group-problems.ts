import type { TimetableProgram } from '../timetable/timetable-program.js';
import { problemEntry } from './problem-catalogue.js';
import { causesAmong } from './problem-cause.js';
import type { Problem, ProblemConsequence, ProblemExample, ProblemGroup } from './problem.js';

const MOST_EXAMPLES = 10;

interface Draft {
  readonly first: Problem;
  count: number;
  readonly examples: ProblemExample[];
  readonly consequences: Map<string, ProblemConsequence>;
}

/**
 * All problems of a file by cause, each with its meaning and advice in French: what condemns the file first, then errors that
 * others follow from, then the most frequent. What follows from another problem is counted under it and is none by itself.
 * @param program that wrote the file
 */
export function groupProblems(problems: readonly Problem[], program?: TimetableProgram): ProblemGroup[] {
  const drafts = new Map<string, Draft>();
  const causeOf = causesAmong(problems);
  const consequences: Problem[] = [];
  for (const problem of problems) {
    if (causeOf(problem) !== undefined) {
      consequences.push(problem);
      continue;
    }
    const { code, occurrences = 1 } = problem;
    let draft = drafts.get(code);
    if (draft === undefined) {
      drafts.set(code, (draft = { first: problem, count: 0, examples: [], consequences: new Map() }));
    }
    draft.count += occurrences;
    const example = exampleOf(problem);
    if (draft.examples.length < MOST_EXAMPLES && example !== undefined) draft.examples.push(example);
  }
  for (const problem of consequences) {
    const under = drafts.get(causeOf(problem) ?? '')?.consequences;
    const { code, occurrences = 1 } = problem;
    const count = (under?.get(code)?.count ?? 0) + occurrences;
    under?.set(code, { code, count, meaning: problemEntry(problem, program).meaning });
  }
  return [...drafts.values()]
    .sort((a, b) => rank(a) - rank(b) || b.count - a.count || (a.first.code < b.first.code ? -1 : 1))
    .map((draft) => groupOf(draft, program));
}

function groupOf(
  { first, count, examples, consequences }: Draft,
  program: TimetableProgram | undefined,
): ProblemGroup {
  const { severity, meaning, advice, noun } = problemEntry(first, program);
  return {
    code: first.code,
    severity,
    count,
    examples,
    consequences: [...consequences.values()],
    meaning,
    advice,
    ...(noun !== undefined && { noun }),
  };
}

function rank({ first, consequences }: Draft): number {
  const { severity, isFatal } = problemEntry(first);
  if (severity === 'warning') return 3;
  if (isFatal) return 0;
  return consequences.size > 0 ? 1 : 2;
}

/** Undefined when nothing tells where it is. */
function exampleOf({ line, value, place }: Problem): ProblemExample | undefined {
  if (line === undefined && value === undefined && place === undefined) return undefined;
  return {
    ...(line !== undefined && { line }),
    ...(value !== undefined && { value }),
    ...(place !== undefined && { place }),
  };
}
