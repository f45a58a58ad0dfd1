import { createHash } from 'node:crypto';
import type { Problem, Timetable } from '@timetable/domain';
import type { ReadResult } from '../read-result.js';
import { Unreadable, unreadableFile } from '../unreadable.js';

/** A document being read: what takes its bytes, in chunks of any size, and throws `Unreadable` as soon as it has to. */
interface DocumentReading {
  readonly problems: readonly Problem[];
  write(bytes: Uint8Array): void;
  end(): Timetable;
}

/**
 * Reads one document to its end even when it is refused before: a damaged archive explains more than its debris, and the
 * same content must have the same SHA-256.
 * @throws Unreadable, SourceFailure of the bytes themselves
 */
export async function readXml(
  bytes: AsyncIterable<Uint8Array>,
  document: DocumentReading,
): Promise<ReadResult> {
  const hash = createHash('sha256');
  let refusal: Unreadable | undefined;
  for await (const chunk of bytes) {
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
  if (refusal !== undefined) return { ...unreadableFile(refusal, document.problems), sha256 };
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

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
