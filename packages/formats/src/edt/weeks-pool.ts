import { parseWeeks } from '../reading/values.js';

/** Week masks by how they are written: a file repeats a few dozen of them thousands of times. */
export class WeeksPool {
  readonly #weeks = new Map<string, bigint>();
  readonly #ranks = new Map<bigint, number>();

  /** The mask; undefined when it is none of 64 bits. */
  read(text: string): bigint | undefined {
    const known = this.#weeks.get(text);
    if (known !== undefined) return known;
    const weeks = parseWeeks(text);
    if (weeks === undefined) return undefined;
    // The text as number, not as cut out of the file: see TextPool.
    this.#weeks.set(` ${text}`.slice(1), weeks);
    if (!this.#ranks.has(weeks)) this.#ranks.set(weeks, this.#ranks.size);
    return weeks;
  }

  /** A small number that stands for a mask already read: shorter than the mask in keys. */
  rank(weeks: bigint): number {
    return this.#ranks.get(weeks) ?? -1;
  }
}
