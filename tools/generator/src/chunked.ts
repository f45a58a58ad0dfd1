/** Large enough that a file of 100 MB is not written one line at a time. */
const CHUNK_CHARACTERS = 64 * 1024;

/** The bytes of a text that is made a piece at a time. */
export function* chunked(pieces: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
