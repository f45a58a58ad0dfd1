import { problemEntry } from './problem-catalogue.js';
import type { Problem, ProblemGroup } from './problem.js';

const MOST_EXAMPLES = 10;

interface Draft {
  readonly first: Problem;
  count: number;
  readonly examples: { line?: number; value?: string }[];
}

/** All problems of a file by cause: errors first, then the most frequent, each with its meaning and advice in French. */
export function groupProblems(problems: readonly Problem[]): ProblemGroup[] {
  const drafts = new Map<string, Draft>();
  for (const problem of problems) {
    const { code, line, value, occurrences = 1 } = problem;
    let draft = drafts.get(code);
    if (draft === undefined) drafts.set(code, (draft = { first: problem, count: 0, examples: [] }));
    draft.count += occurrences;
    if (draft.examples.length >= MOST_EXAMPLES || (line === undefined && value === undefined)) continue;
    draft.examples.push({
      ...(line === undefined ? {} : { line }),
      ...(value === undefined ? {} : { value }),
    });
  }
  const groups = [...drafts].map(([code, { first, count, examples }]) => {
    const { severity, meaning, advice } = problemEntry(first);
    return { code, severity, count, examples, meaning, advice };
  });
  const rank = ({ severity }: ProblemGroup) => (severity === 'error' ? 0 : 1);
  return groups.sort((a, b) => rank(a) - rank(b) || b.count - a.count || (a.code < b.code ? -1 : 1));
}
