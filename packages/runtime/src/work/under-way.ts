/** How much of something is under way, of each who began it and of all together. */
export class UnderWay {
  readonly #byOwner = new Map<string, number>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  of(owner: string): number {
    return this.#byOwner.get(owner) ?? 0;
  }

  /** @returns to be called when it is over, whatever became of it; again does nothing */
  begin(owner: string): () => void {
    this.#byOwner.set(owner, this.of(owner) + 1);
    this.#total += 1;
    let isUnderWay = true;
    return () => {
      if (isUnderWay) this.#end(owner);
      isUnderWay = false;
    };
  }

  /** Who has nothing under way any more is forgotten. */
  #end(owner: string): void {
    this.#total -= 1;
    const left = this.of(owner) - 1;
    if (left > 0) this.#byOwner.set(owner, left);
    else this.#byOwner.delete(owner);
  }
}
