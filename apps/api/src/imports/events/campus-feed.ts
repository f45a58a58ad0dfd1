import {
  TRANSACTION_LIFE_MS,
  type CampusEventReader,
  type CampusEventRecord,
  type EventScope,
} from '@timetable/persistence';

/** Sent at once to who comes back, at most: whoever missed more reads the lists again. */
const MOST_EVENTS = 1_000;

/** More was missed than is sent; `id`: of the last one missed. */
interface Reload {
  readonly id: string;
  readonly type: 'reload';
}

/**
 * What one follower has been given. Each event once, though one may appear after another of a higher id: what is younger than
 * a transaction lives is read again, and given if it is new.
 */
export class CampusFeed {
  readonly #reader: CampusEventReader;
  readonly #scope: EventScope;
  readonly #nowMs: () => number;
  /** Nothing can appear up to this one any more. */
  #settled = '0';
  /** Of those after it, the ones that were given, and when; in the order in which they were. */
  readonly #given = new Map<string, number>();
  #lastEventId: string | undefined;
  #isStarted = false;

  /** @param lastEventId the last one given before; undefined: only what is to come is wanted */
  constructor(
    reader: CampusEventReader,
    scope: EventScope,
    lastEventId: string | undefined,
    nowMs: () => number = Date.now,
  ) {
    this.#reader = reader;
    this.#scope = scope;
    this.#lastEventId = lastEventId;
    this.#nowMs = nowMs;
  }

  /** What is new since the last time, oldest first. */
  async more(): Promise<(CampusEventRecord | Reload)[]> {
    if (!this.#isStarted && !(await this.#start())) return [await this.#reload()];
    const known = [...this.#given.keys()];
    const fresh = await this.#reader.after(this.#scope, this.#settled, { known, limit: MOST_EVENTS + 1 });
    if (fresh.length > MOST_EVENTS) return [await this.#reload()];
    for (const { id } of fresh) this.#given.set(id, this.#nowMs());
    this.#forgetSettled();
    return fresh;
  }

  /** False when what was missed cannot be told. */
  async #start(): Promise<boolean> {
    this.#isStarted = true;
    const last = this.#lastEventId;
    if (last === undefined) {
      await this.#skipToNow();
      return true;
    }
    const settled = await this.#reader.settledBefore(last);
    if (settled === undefined) return false;
    this.#settled = settled;
    const ids = await this.#reader.idsAfter(this.#scope, settled);
    this.#markGiven(ids.filter((id) => BigInt(id) <= BigInt(last)));
    return true;
  }

  async #reload(): Promise<Reload> {
    await this.#skipToNow();
    return { id: [...this.#given.keys()].at(-1) ?? this.#settled, type: 'reload' };
  }

  async #skipToNow(): Promise<void> {
    this.#settled = (await this.#reader.settledBefore()) ?? '0';
    this.#given.clear();
    this.#markGiven(await this.#reader.idsAfter(this.#scope, this.#settled));
  }

  #markGiven(ids: readonly string[]): void {
    const now = this.#nowMs();
    for (const id of ids) this.#given.set(id, now);
  }

  #forgetSettled(): void {
    const settledBy = this.#nowMs() - TRANSACTION_LIFE_MS;
    for (const [id, at] of this.#given) {
      if (at > settledBy) return;
      this.#given.delete(id);
      if (BigInt(id) > BigInt(this.#settled)) this.#settled = id;
    }
  }
}
