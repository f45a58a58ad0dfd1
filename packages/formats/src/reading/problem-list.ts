import type { Problem } from '@timetable/domain';
import { clip } from '../unreadable.js';

/** Beyond this many of one code, occurrences are counted and no longer kept: a file of a million bad rows stays small. */
const KEPT_PER_CODE = 1000;

/** Problems of rows, in the order met. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #counts = new Map<string, { count: number; entry: Problem['entry'] }>();

  report(code: string, { line, rowLine, value, about, entry }: Omit<Problem, 'code'> = {}): void {
    const count = (this.#counts.get(code)?.count ?? 0) + 1;
    this.#counts.set(code, { count, entry });
    if (count > KEPT_PER_CODE) return;
    this.#problems.push({
      code,
      ...(line !== undefined && { line }),
      ...(rowLine !== undefined && { rowLine }),
      ...(about !== undefined && { about }),
      ...(value !== undefined && { value: clip(value) }),
      ...(entry !== undefined && { entry }),
    });
  }

  /** All of them, those not kept as one per code. */
  all(): readonly Problem[] {
    const uncounted: Problem[] = [];
    for (const [code, { count, entry }] of this.#counts) {
      if (count <= KEPT_PER_CODE) continue;
      uncounted.push({ code, occurrences: count - KEPT_PER_CODE, ...(entry !== undefined && { entry }) });
    }
    return [...this.#problems, ...uncounted];
  }
}
