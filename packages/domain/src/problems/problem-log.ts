import type { Problem } from './problem.js';

/** What a file's report keeps of its problems one by one; the others are only counted. */
const MOST_KEPT = 1_000;

/** Collects problems in bounded memory: beyond a thousand, one entry per code stands for all the others. */
export class ProblemLog {
  readonly #kept: Problem[] = [];
  readonly #counted = new Map<string, number>();

  add(problem: Problem): void {
    if (this.#kept.length < MOST_KEPT) this.#kept.push(problem);
    else {
      const count = this.#counted.get(problem.code) ?? 0;
      this.#counted.set(problem.code, count + (problem.occurrences ?? 1));
    }
  }

  list(): Problem[] {
    return [...this.#kept, ...[...this.#counted].map(([code, occurrences]) => ({ code, occurrences }))];
  }
}
