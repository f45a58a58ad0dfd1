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
interface Place {
  readonly line: number;
}

/** @param place where whoever reads it is: bytes that are no text are met there. @throws Unreadable, SourceFailure */
export async function rawText(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  place: Place,
): Promise<RawText> {
  const { decoder } = await documentEncoding(document);
  if (decoder === 'utf-8') return { pieces: utf8Pieces(document.bytes(), place), textOf: utf8TextOf };
  if (!isOneByte(decoder)) return { pieces: textPieces(document, place), textOf: (text) => text };
  const letters = new TextDecoder(decoder);
  return {
    pieces: oneBytePieces(document.bytes()),
    textOf: (raw) => (HIGH.test(raw) ? letters.decode(Buffer.from(raw, 'latin1')) : raw),
  };
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

async function* utf8Pieces(chunks: Bytes, place: Place): AsyncGenerator<string, void, undefined> {
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
      throw xmlUnreadable('encoding_invalid', { line: place.line });
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
