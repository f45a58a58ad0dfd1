/** Bytes at rest, read at any position: a file on disk, an object in a bucket, a buffer in a test. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Up to `length` bytes from `position`; fewer, or none, only at the end. Rejects on I/O errors. */
  read(position: number, length: number): Promise<Uint8Array>;
}

/** Bytes already in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
  };
}

/**
 * Thrown inside the reader when the source itself fails, so that it is never mistaken for a fault of the file's content.
 * Unwrapped before it leaves the package.
 */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';

  constructor(readonly reason: unknown) {
    super('The source of the file failed', { cause: reason });
  }
}

const CHUNK_BYTES = 128 * 1024;

/**
 * The same source, whose first chunk is read once and kept: recognising a file looks at its start several times, and in a
 * bucket every look is a request.
 */
export function withStartKept(source: ByteSource): ByteSource {
  let start: Promise<Uint8Array> | undefined;
  return {
    sizeBytes: source.sizeBytes,
    read: async (position, length) => {
      if (position >= CHUNK_BYTES) return source.read(position, length);
      start ??= readFully(source, 0, CHUNK_BYTES);
      return (await start).subarray(position, position + length);
    },
  };
}

/** The bytes from `start` (inclusive) to `end` (exclusive), in chunks. */
export async function* readRange(
  source: ByteSource,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let position = start; position < end;) {
    const chunk = await readFully(source, position, Math.min(CHUNK_BYTES, end - position));
    yield chunk;
    position += chunk.length;
  }
}

/**
 * Exactly the bytes asked for, less what lies beyond the end of the source.
 * @throws SourceFailure when the source fails or ends before its size.
 */
export async function readFully(source: ByteSource, position: number, length: number): Promise<Uint8Array> {
  const wanted = Math.max(0, Math.min(length, source.sizeBytes - position));
  const pieces: Uint8Array[] = [];
  let received = 0;
  while (received < wanted) {
    const piece = await readPiece(source, position + received, wanted - received);
    pieces.push(piece);
    received += piece.length;
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces, received);
}

async function readPiece(source: ByteSource, position: number, length: number): Promise<Uint8Array> {
  let piece: Uint8Array;
  try {
    piece = await source.read(position, length);
  } catch (error) {
    throw error instanceof SourceFailure ? error : new SourceFailure(error);
  }
  if (piece.length === 0) {
    throw new SourceFailure(
      new Error(`The file ends at byte ${position}, before its size of ${source.sizeBytes} bytes`),
    );
  }
  return piece;
}
