import { groupByEach } from '../collections/group-by.js';

interface Entry {
  readonly id: string;
  readonly absentSince?: string;
}

/** Pairs what disappears from one list of the directory with what appears in it, the surest way first, one to one. */
export class IdReplacement<E extends Entry> {
  readonly #pairs = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #after: readonly E[];
  readonly #present: readonly E[];
  readonly #absent: readonly E[];
  readonly #appeared: ReadonlySet<string>;
  readonly #staying: ReadonlySet<string>;

  /** @param before what is known, those who left included: an id among them that comes back is itself again */
  constructor(before: readonly E[], after: readonly E[]) {
    const known = new Set(before.map(({ id }) => id));
    this.#after = after;
    this.#staying = new Set(after.map(({ id }) => id));
    this.#appeared = new Set(after.filter(({ id }) => !known.has(id)).map(({ id }) => id));
    this.#present = before.filter(({ absentSince }) => absentSince === undefined);
    this.#absent = before.filter(({ absentSince }) => absentSince !== undefined);
  }

  /** The id that stands for each former one. */
  get pairs(): ReadonlyMap<string, string> {
    return this.#pairs;
  }

  /** Not yet paired: what disappears in this load. */
  get leaving(): E[] {
    return this.#present.filter((entry) => this.#isGone(entry));
  }

  /** Not yet paired: what nobody has known. */
  get appeared(): E[] {
    return this.#after.filter((entry) => this.#isNew(entry));
  }

  /**
   * Those that a key designates, unique among what was present (else among what had left) and among what is now.
   * @param keysOf every key of an entry; keys of one that designate several designate none
   */
  pairBy(keysOf: (entry: E) => readonly string[], isSame?: (former: E, now: E) => boolean): void {
    this.pairLeavingBy(keysOf, isSame);
    this.#pairAmong(this.#absent, keysOf, isSame);
  }

  /** The same, but for what had left before. */
  pairLeavingBy(keysOf: (entry: E) => readonly string[], isSame?: (former: E, now: E) => boolean): void {
    this.#pairAmong(this.#present, keysOf, isSame);
  }

  pair(former: string, now: string): void {
    this.#pairs.set(former, now);
    this.#taken.add(now);
  }

  #pairAmong(
    before: readonly E[],
    keysOf: (entry: E) => readonly string[],
    isSame: (former: E, now: E) => boolean = () => true,
  ): void {
    const present = groupByEach(this.#after, keysOf);
    const designated = new Map<E, Set<E>>();
    for (const [key, formers] of groupByEach(before, keysOf)) {
      const nows = present.get(key) ?? [];
      const [former, now] = [formers[0], nows[0]];
      if (former === undefined || now === undefined || formers.length > 1 || nows.length > 1) continue;
      if (this.#isGone(former) && this.#isNew(now))
        designated.set(former, (designated.get(former) ?? new Set()).add(now));
    }
    const claims = new Map<E, number>();
    for (const now of [...designated.values()].flatMap((nows) => [...nows]))
      claims.set(now, (claims.get(now) ?? 0) + 1);
    for (const [former, nows] of designated) {
      const [now] = nows;
      const isAlone = now !== undefined && nows.size === 1 && claims.get(now) === 1;
      if (isAlone && isSame(former, now)) this.pair(former.id, now.id);
    }
  }

  #isGone({ id }: E): boolean {
    return !this.#staying.has(id) && !this.#pairs.has(id);
  }

  #isNew({ id }: E): boolean {
    return this.#appeared.has(id) && !this.#taken.has(id);
  }
}
