import { pipeline, Readable, type Transform } from 'node:stream';
import { SourceFailure } from './byte-source.js';
import { Unreadable } from './unreadable.js';

export const INFLATED_CHUNK_BYTES = 128 * 1024;

/**
 * What `inflater` makes of the packed bytes, as a stream.
 * @param failure what to throw when they cannot be inflated; what fails in `packed` itself is thrown as it is
 */
export async function* inflated(
  packed: AsyncIterable<Uint8Array>,
  inflater: Transform,
  failure: () => Unreadable,
): AsyncGenerator<Uint8Array, void, undefined> {
  pipeline(Readable.from(packed), inflater, () => {
    // Whatever fails destroys the inflater with its error, which the loop below meets.
  });
  try {
    for await (const chunk of inflater) yield bytesOf(chunk);
  } catch (error) {
    throw error instanceof SourceFailure || error instanceof Unreadable ? error : failure();
  } finally {
    inflater.destroy();
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('An inflater gives bytes');
}
