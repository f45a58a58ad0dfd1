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
 * Looked at before it is parsed, in one pass over the bytes, which allocates nothing: 30 MB of `[` or of `{},` would occupy the
 * parser for seconds and gigabytes, a body of people of the same size for a fraction of that. What is no JSON is left to the
 * parser.
 * @param body in UTF-8, where no part of another character looks like one of these
 * @param mostValues members and elements, all levels together
 */
export function jsonExcess(body: Uint8Array, mostValues: number): JsonExcess | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = endOfText(body, at);
    } else if (byte === COMMA) {
      values += 1;
    } else if (byte === OPENING || byte === (OPENING | BRACE_BIT)) {
      depth += 1;
      values += 1;
      if (depth > MOST_DEPTH) return 'depth';
    } else if (byte === CLOSING || byte === (CLOSING | BRACE_BIT)) {
      depth -= 1;
    }
    if (values > mostValues) return 'values';
  }
  return undefined;
}

/** Where the text that begins there has its closing quote; the end of the body when it has none. */
function endOfText(body: Uint8Array, start: number): number {
  for (let at = body.indexOf(QUOTE, start + 1); at !== -1; at = body.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (body[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return body.length;
}
