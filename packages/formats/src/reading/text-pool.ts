/**
 * Keeps the texts of a timetable small. A text cut out of a chunk of the file keeps the whole chunk in memory (V8 shares
 * the characters), so that 100,000 names would retain the file: each is copied, and repeated ones are kept once.
 */
export class TextPool {
  readonly #texts = new Map<string, string>();

  /** For texts that come back: names, labels. */
  shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const copy = this.own(text);
    this.#texts.set(copy, copy);
    return copy;
  }

  /** For texts that are each their own: identifiers of people. */
  own(text: string): string {
    // Joining copies the characters; the cut that follows then refers to that small copy only.
    return ` ${text}`.slice(1);
  }
}
