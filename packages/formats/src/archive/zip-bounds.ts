import { readFully, type ByteSource } from '../byte-source.js';

/** How far from the end of a file its archive may end. */
const TRAILING_BYTES = 1024 * 1024;
const END_RECORD_BYTES = 22;
const LONGEST_COMMENT_BYTES = 0xffff;
const END_OF_DIRECTORY = 'PK\x05\x06';
const DIRECTORY_ENTRY = 'PK\x01\x02';
const LOCAL_HEADER = 'PK\x03\x04';
/** What looks like an end of archive and is none: a file of nothing else is not searched to its beginning. */
const MOST_CANDIDATES = 100;

/**
 * The archive in a file that has bytes before or after it: a transfer that pads files, a mail program that adds a line, an
 * archive that extracts itself. Undefined when there is no whole archive.
 * @throws SourceFailure
 */
export async function archiveWithin(source: ByteSource): Promise<ByteSource | undefined> {
  const tailAt = Math.max(0, source.sizeBytes - TRAILING_BYTES - LONGEST_COMMENT_BYTES - END_RECORD_BYTES);
  const bytes = await readFully(source, tailAt, source.sizeBytes - tailAt);
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = tail.lastIndexOf(END_OF_DIRECTORY, undefined, 'latin1');
  for (let tried = 0; at >= 0 && tried < MOST_CANDIDATES; tried += 1) {
    const bounds = await boundsOf(source, tail.subarray(at, at + END_RECORD_BYTES), tailAt + at);
    if (bounds !== undefined) return slice(source, bounds);
    at = at === 0 ? -1 : tail.lastIndexOf(END_OF_DIRECTORY, at - 1, 'latin1');
  }
  return undefined;
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** Where the archive begins and ends whose last record this is, if it is one. */
async function boundsOf(source: ByteSource, record: Buffer, recordAt: number): Promise<Bounds | undefined> {
  if (record.length < END_RECORD_BYTES) return undefined;
  const end = recordAt + END_RECORD_BYTES + record.readUInt16LE(20);
  if (end > source.sizeBytes) return undefined;
  const [directoryBytes, directoryOffset] = [record.readUInt32LE(12), record.readUInt32LE(16)];
  // The sizes of an archive beyond 4 GB stand elsewhere; nobody puts anything before one.
  if (directoryBytes === 0xffffffff || directoryOffset === 0xffffffff) return { start: 0, end };
  const start = recordAt - directoryBytes - directoryOffset;
  if (start < 0) return undefined;
  if (directoryBytes === 0) return { start, end };
  const isWhole =
    (await startsWith(source, start, LOCAL_HEADER)) &&
    (await startsWith(source, start + directoryOffset, DIRECTORY_ENTRY));
  return isWhole ? { start, end } : undefined;
}

async function startsWith(source: ByteSource, position: number, signature: string): Promise<boolean> {
  const bytes = await readFully(source, position, signature.length);
  return Buffer.from(bytes).toString('latin1') === signature;
}

function slice(source: ByteSource, { start, end }: Bounds): ByteSource {
  const sizeBytes = end - start;
  if (sizeBytes === source.sizeBytes) return source;
  return {
    sizeBytes,
    read: (position, length) =>
      source.read(start + position, Math.max(0, Math.min(length, sizeBytes - position))),
  };
}
