/** What is told, in chapters that number themselves. */
export class Narration {
  #chapters = 0;

  constructor(readonly say: (line: string) => void) {}

  /** Tells that the next part begins. */
  chapter(title: string): void {
    this.#chapters += 1;
    this.say(`${this.#chapters === 1 ? '' : '\n'}${this.#chapters}. ${title}`);
  }
}
