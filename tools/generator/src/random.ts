/** Repeatable chance: the same seed gives the same draws on every machine (mulberry32, enough for test data). */
export class Random {
  #state: number;

  /** @param stream names an independent sequence of the same seed, so that one kind of thing does not shift another */
  constructor(seed: number, stream: string) {
    this.#state = Buffer.from(stream).reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619), seed | 0);
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** In [0, limit). */
  integer(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  }

  shuffle<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, order: this.next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }

  /** `count` characters of the given alphabet. */
  text(alphabet: string, count: number): string {
    return Array.from({ length: count }, () => alphabet.charAt(this.integer(alphabet.length))).join('');
  }
}
