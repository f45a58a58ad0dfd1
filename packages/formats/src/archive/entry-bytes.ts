import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Entry } from 'yauzl';
import { readRange, SourceFailure, type ByteSource } from '../byte-source.js';
import { archiveUnreadable } from './archive-unreadable.js';

const STORED = 0;
const INFLATED_CHUNK_BYTES = 128 * 1024;

/**
 * The content of an archive's entry, held to the size and the checksum that the archive declares.
 * @throws Unreadable `archive_damaged`; SourceFailure.
 */
export async function* entryBytes(
  source: ByteSource,
  start: number,
  entry: Entry,
): AsyncGenerator<Uint8Array, void, undefined> {
  const packed = readRange(source, start, start + entry.compressedSize);
  let size = 0;
  let checksum = 0;
  for await (const chunk of entry.compressionMethod === STORED ? packed : inflate(packed)) {
    size += chunk.length;
    if (size > entry.uncompressedSize) break;
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (size !== entry.uncompressedSize || checksum !== entry.crc32) throw archiveUnreadable('archive_damaged');
}

async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = createInflateRaw({ chunkSize: INFLATED_CHUNK_BYTES });
  pipeline(Readable.from(packed), inflater, () => {
    // Whatever fails destroys the inflater with its error, which the loop below meets.
  });
  try {
    for await (const chunk of inflater) yield bytesOf(chunk);
  } catch (error) {
    throw error instanceof SourceFailure ? error : archiveUnreadable('archive_damaged');
  } finally {
    inflater.destroy();
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('An inflater gives bytes');
}
