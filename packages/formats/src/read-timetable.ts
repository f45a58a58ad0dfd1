import { createHash } from 'node:crypto';
import type { Problem, Timetable } from '@timetable/domain';
import { openTimetableEntry } from './archive/timetable-entry.js';
import { readFully, readRange, SourceFailure, type ByteSource } from './byte-source.js';
import type { ReadLimits, ReadResult, UnreadableFile } from './read-result.js';
import { HEAD_BYTES, recogniseContent } from './recognise/recognise-content.js';
import { Unreadable } from './unreadable.js';
import { XmlDocument } from './xml-document.js';

/**
 * Reads a received file: an EDT / PRONOTE export in clear, bare or alone in a zip, recognised by content. Streams: holds
 * the timetable, never the file. Gives the event loop back between chunks, so that heartbeats go on.
 *
 * Whatever a file may contain comes back as a result; rejects only with the error of a source that fails.
 */
export async function readTimetable(source: ByteSource, limits: ReadLimits): Promise<ReadResult> {
  try {
    return await readDocument(await openXml(source, limits), limits);
  } catch (error) {
    if (error instanceof SourceFailure) throw error.reason;
    if (error instanceof Unreadable) return unreadable(error, []);
    throw error;
  }
}

async function openXml(source: ByteSource, { maxXmlBytes }: ReadLimits): Promise<AsyncIterable<Uint8Array>> {
  const kind = recogniseContent(await readFully(source, 0, HEAD_BYTES));
  if (kind === 'zip') return openTimetableEntry(source, maxXmlBytes);
  if (source.sizeBytes > maxXmlBytes) throw new Unreadable('too_large', { value: `${maxXmlBytes}` });
  return readRange(source, 0, source.sizeBytes);
}

/** The bytes are read to their end even when the document is refused: a damaged archive explains more than its debris. */
async function readDocument(bytes: AsyncIterable<Uint8Array>, limits: ReadLimits): Promise<ReadResult> {
  const hash = createHash('sha256');
  const document = new XmlDocument();
  let sizeBytes = 0;
  let refusal: Unreadable | undefined;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    if (sizeBytes > limits.maxXmlBytes) throw new Unreadable('too_large', { value: `${limits.maxXmlBytes}` });
    hash.update(chunk);
    refusal ??= refusalOf(() => {
      document.write(chunk);
    });
    await nextTurn();
  }
  let timetable: Timetable | undefined;
  refusal ??= refusalOf(() => {
    timetable = document.end();
  });
  const sha256 = hash.digest('hex');
  if (refusal !== undefined) return { ...unreadable(refusal, document.problems), sha256 };
  if (timetable === undefined) throw new Error('A document neither refused nor read');
  return { kind: 'timetable', timetable, sha256, problems: document.problems };
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

const unreadable = ({ code, details }: Unreadable, problems: readonly Problem[]): UnreadableFile => ({
  kind: 'unreadable',
  code,
  ...details,
  problems,
});

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
