/** What is wrong with a row, or with a cell: the row is left out, or the cell. */
export interface FeedProblem {
  /** Name of the file in its archive; null: the file received. */
  readonly file: string | null;
  /** From 1; null: the whole file. */
  readonly line: number | null;
  /** French: what is wrong, and what is done about it. Names nobody. */
  readonly message: string;
}

/** Nobody reads more before mending the file. */
const MOST_KEPT = 200;

/** Problems of one file, in the order met. */
export class FeedProblems {
  readonly #kept: FeedProblem[] = [];
  #count = 0;

  constructor(private readonly file: string | null) {}

  report(line: number | null, message: string): void {
    this.#count += 1;
    if (this.#kept.length < MOST_KEPT) this.#kept.push({ file: this.file, line, message });
  }

  all(): readonly FeedProblem[] {
    const more = this.#count - this.#kept.length;
    if (more === 0) return this.#kept;
    const others = more === 1 ? 'Une autre anomalie n’est' : `${more} autres anomalies ne sont`;
    return [
      ...this.#kept,
      { file: this.file, line: null, message: `${others} pas ${more === 1 ? 'montrée' : 'montrées'}.` },
    ];
  }
}
