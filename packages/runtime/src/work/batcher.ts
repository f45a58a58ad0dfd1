interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** A batch this long holds nobody back any more: its connection may be dead where others are not. */
const PATIENCE_MS = 250;
const MAX_ITEMS = 64;

/**
 * Does the same work for many at once. Whoever comes while a batch runs shares the next one. It starts after they came,
 * so that what it reads is as fresh as if they had asked alone, and a burst costs the database a few round trips and
 * commits rather than one each. A lone caller waits for nobody.
 */
export class Batcher<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;
  #patience: NodeJS.Timeout | undefined;

  /** @param work answers one result per item, in their order */
  constructor(private readonly work: (items: readonly Item[]) => Promise<readonly (Result | undefined)[]>) {}

  /** @throws what the batch threw, as do all who shared it */
  run(item: Item): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#running === 0) this.#start();
      else this.#bePatient();
    });
  }

  #bePatient(): void {
    this.#patience ??= setTimeout(() => {
      this.#start();
    }, PATIENCE_MS);
  }

  #start(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    const batch = this.#waiting.splice(0, MAX_ITEMS);
    if (this.#waiting.length > 0) this.#bePatient();
    this.#running += 1;
    const end = (): void => {
      this.#running -= 1;
      if (this.#waiting.length > 0 && this.#running === 0) this.#start();
    };
    this.work(batch.map(({ item }) => item)).then(
      (results) => {
        end();
        for (const [index, { resolve }] of batch.entries()) resolve(results[index]);
      },
      (error: unknown) => {
        end();
        for (const { reject } of batch) reject(error);
      },
    );
  }
}
