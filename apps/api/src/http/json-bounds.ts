/** No body of ours is nested deeper than a list of objects in an object. */
const MOST_DEPTH = 16;

/** What of JSON costs memory or time beyond its size. */
export type JsonExcess = 'depth' | 'values';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
/** `[` and `{`, `]` and `}`: the second of each pair is the first with this bit. */
const BRACE_BIT = 0x20;
const OPENING = 0x5b;
const CLOSING = 0x5d;

/**
 * Looked at before it is parsed, in one pass over the bytes, which allocates nothing: 30 MB of `[` or of `{},` would occupy a
 * parser for seconds and gigabytes, a body of people of the same size for a fraction of that. What is no JSON is left to the
 * parser. A body may come in pieces, cut anywhere.
 */
export class JsonBounds {
  #depth = 0;
  #values = 0;
  #isInText = false;
  #isEscaped = false;

  /** @param mostValues members and elements, all levels together */
  constructor(private readonly mostValues: number) {}

  /** @param piece in UTF-8, where no part of another character looks like one of those that count */
  take(piece: Uint8Array): JsonExcess | undefined {
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at];
      if (this.#isInText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isInText = false;
      } else if (byte === QUOTE) {
        this.#isInText = true;
      } else if (byte === COMMA) {
        this.#values += 1;
      } else if (byte === OPENING || byte === (OPENING | BRACE_BIT)) {
        this.#depth += 1;
        this.#values += 1;
        if (this.#depth > MOST_DEPTH) return 'depth';
      } else if (byte === CLOSING || byte === (CLOSING | BRACE_BIT)) {
        this.#depth -= 1;
      }
      if (this.#values > this.mostValues) return 'values';
    }
    return undefined;
  }
}
