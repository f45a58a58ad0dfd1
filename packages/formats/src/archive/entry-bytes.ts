import { crc32, createInflateRaw } from 'node:zlib';
import type { Entry } from 'yauzl';
import { readRange, type ByteSource } from '../byte-source.js';
import { inflated, INFLATED_CHUNK_BYTES } from '../inflated.js';
import { archiveUnreadable } from './archive-unreadable.js';

const STORED = 0;

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

const inflate = (packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  inflated(packed, createInflateRaw({ chunkSize: INFLATED_CHUNK_BYTES }), () =>
    archiveUnreadable('archive_damaged'),
  );
