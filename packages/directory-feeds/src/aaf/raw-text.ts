import {
  documentEncoding,
  isOneByte,
  xmlUnreadable,
  type ReceivedDocument,
} from '@timetable/formats/documents';
import { isUtf8 } from 'node:buffer';
import { textPieces } from '../xml-feed.js';

/**
 * A document in characters that are its bytes: those of XML's own signs are the same in every encoding but UTF-16, and nine in ten
 * bytes of an academy are of nobody's interest. Only what is kept is made text.
 */
export interface RawText {
  /** Each ends with a character. @throws Unreadable, SourceFailure */
  readonly pieces: AsyncIterable<string>;
  /** What a part of them says. */
  readonly textOf: (raw: string) => string;
}

type Bytes = AsyncIterable<Uint8Array>;
type RawDocument = Pick<ReceivedDocument, 'head' | 'bytes'>;

/** Bytes that are no text end the pieces, which say everything before them: `lineAfter` says where that is. @throws Unreadable, SourceFailure */
export async function rawText(document: RawDocument): Promise<RawText> {
  const { decoder } = await documentEncoding(document);
  if (decoder === 'utf-8') return { pieces: utf8Pieces(document.bytes()), textOf: utf8TextOf };
  if (!isOneByte(decoder)) return { pieces: textPieces(document, { line: 1 }), textOf: (text) => text };
  const letters = new TextDecoder(decoder);
  return {
    pieces: oneBytePieces(document.bytes()),
    textOf: (raw) => (HIGH.test(raw) ? letters.decode(Buffer.from(raw, 'latin1')) : raw),
  };
}

const LINE_END = /\r\n?|\n/g;

/**
 * The line, from 1, of what comes after so many characters of the pieces. They are read once more: lines are asked for once, of a
 * document that is refused, and counted for nothing in all others.
 * @throws Unreadable, SourceFailure
 */
export async function lineAfter(document: RawDocument, characters: number): Promise<number> {
  let line = 1;
  let left = characters;
  let isCut = false;
  if (left > 0)
    for await (const piece of (await rawText(document)).pieces) {
      const text = piece.slice(0, left);
      line += (text.match(LINE_END)?.length ?? 0) - (isCut && text.startsWith('\n') ? 1 : 0);
      left -= text.length;
      if (left === 0) break;
      if (text !== '') isCut = text.endsWith('\r');
    }
  return line;
}

/** What is no ASCII. */
const HIGH = /[\x80-\xff]/;

const utf8TextOf = (raw: string): string =>
  HIGH.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;

async function* oneBytePieces(chunks: Bytes): AsyncGenerator<string, void, undefined> {
  for await (const chunk of smallChunks(chunks)) yield chunk.toString('latin1');
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff');
/** What programs write in place of bytes that they could not read. */
const REPLACEMENT = '\ufffd';

async function* utf8Pieces(chunks: Bytes): AsyncGenerator<string, void, undefined> {
  let cut: Uint8Array = new Uint8Array(0);
  let isBeginning = true;
  for await (const chunk of smallChunks(chunks)) {
    const bytes = cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
    const end = endOfCharacters(bytes);
    cut = bytes.subarray(end);
    const isMarked = isBeginning && bytes.indexOf(BYTE_ORDER_MARK) === 0;
    isBeginning &&= end === 0;
    const whole = bytes.subarray(isMarked ? BYTE_ORDER_MARK.length : 0, end);
    if (!isUtf8(whole) || whole.includes(REPLACEMENT)) {
      const [readable = ''] = new TextDecoder('utf-8', { ignoreBOM: true })
        .decode(whole)
        .split(REPLACEMENT, 1);
      yield Buffer.from(readable).toString('latin1');
      throw xmlUnreadable('encoding_invalid');
    }
    yield whole.toString('latin1');
  }
  // A character cut in two is left out: the document is truncated anyway.
}

const MOST_BYTES_OF_CHARACTER = 4;

/** Where the last character ends that has all of its bytes. */
function endOfCharacters(bytes: Uint8Array): number {
  for (let back = 1; back < MOST_BYTES_OF_CHARACTER; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return wanted > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Strings of this many characters are made and forgotten where memory is young; larger ones each get pages of their own. */
const CHUNK_BYTES = 32 * 1024;

async function* smallChunks(chunks: Bytes): AsyncGenerator<Buffer, void, undefined> {
  for await (const { buffer, byteOffset, length } of chunks)
    for (let at = 0; at < length; at += CHUNK_BYTES)
      yield Buffer.from(buffer, byteOffset + at, Math.min(CHUNK_BYTES, length - at));
}
