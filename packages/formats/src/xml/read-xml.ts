import { createHash } from 'node:crypto';
import type { Problem, Timetable, TimetableFormat } from '@timetable/domain';
import type { ReadResult } from '../read-result.js';
import type { ReceivedDocument } from '../received/opened-file.js';
import { Unreadable, unreadableFile } from '../unreadable.js';
import { documentEncoding, type DocumentEncoding } from './document-encoding.js';
import { nextTurn } from './next-turn.js';

/** A document being read: what takes its bytes, in chunks of any size, and throws `Unreadable` as soon as it has to. */
interface DocumentReading {
  readonly problems: readonly Problem[];
  write(bytes: Uint8Array): void;
  end(): Timetable;
}

/**
 * Reads one document to its end even when it is refused before: a damaged archive explains more than its debris, and the
 * same content must have the same SHA-256.
 * @param open begins the reading of a document in this encoding
 * @param format as far as it was recognised
 * @throws Unreadable, SourceFailure of the bytes themselves
 */
export async function readXml(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  open: (encoding: DocumentEncoding) => DocumentReading,
  format: TimetableFormat | undefined,
): Promise<ReadResult> {
  const reading = await documentEncoding(document).then(open, unreadableReading);
  const hash = createHash('sha256');
  let refusal: Unreadable | undefined;
  // A mark at the start says nothing: an export with it and one without are the same.
  let toSkip = markLength(await document.head());
  for await (const chunk of document.bytes()) {
    hash.update(chunk.subarray(toSkip));
    toSkip = Math.max(0, toSkip - chunk.length);
    refusal ??= refusalOf(() => {
      reading.write(chunk);
    });
    await nextTurn();
  }
  let timetable: Timetable | undefined;
  refusal ??= refusalOf(() => {
    timetable = reading.end();
  });
  const sha256 = hash.digest('hex');
  if (refusal !== undefined) return { ...unreadableFile(refusal, format, reading.problems), sha256 };
  if (timetable === undefined) throw new Error('A document neither refused nor read');
  return { kind: 'timetable', timetable, sha256, problems: reading.problems };
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

const markLength = (head: Uint8Array): number =>
  UTF8_MARK.every((byte, at) => head[at] === byte) ? UTF8_MARK.length : 0;

/** The reading of a document whose encoding is already what it is refused for. */
function unreadableReading(reason: unknown): DocumentReading {
  if (!(reason instanceof Unreadable)) throw reason;
  const refuse = (): never => {
    throw reason;
  };
  return { problems: [], write: refuse, end: refuse };
}

function refusalOf(work: () => void): Unreadable | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}
