import type { Request } from 'express';
import { Transform, type Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ApiError } from '../errors/api-error.js';
import { JsonBounds } from './json-bounds.js';
import { notJson, notUtf8, tooComplex, bodyTooLarge } from './json-refusals.js';

/** As those of `express.json`, which reads all other bodies. */
const DECODERS: Readonly<Record<string, () => Duplex>> = {
  br: createBrotliDecompress,
  deflate: createInflate,
  gzip: createGunzip,
};

/**
 * The steps from the bytes of a request to those of its JSON, for a pipeline; a body is never held as a whole.
 * @throws ApiError `unsupported_media_type`; the steps end with what `jsonBody` refuses other bodies with
 */
export function jsonBytes(
  request: Request,
  bounds: { bytes: number; values: number },
): [Duplex, ...Duplex[]] {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') throw notJson();
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return [within(bounds)];
  const decoder = DECODERS[encoding];
  if (decoder === undefined)
    throw new ApiError(
      'unsupported_media_type',
      'Cette compression n’est pas connue : envoyez en gzip, ou sans.',
    );
  return [decoder(), within(bounds)];
}

/** Lets through what is within the bounds: nothing beyond them reaches the parser. */
function within({ bytes, values }: { bytes: number; values: number }): Transform {
  const json = new JsonBounds(values);
  const text = new TextDecoder('utf-8', { fatal: true });
  const isUtf8 = (piece?: Buffer): boolean => {
    try {
      text.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  let length = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, pass) {
      length += piece.length;
      const excess = length > bytes ? undefined : json.take(piece);
      if (length > bytes) pass(bodyTooLarge());
      else if (excess !== undefined) pass(tooComplex(excess));
      else if (!isUtf8(piece)) pass(notUtf8());
      else pass(null, piece);
    },
    // A character that was cut off.
    flush: (pass) => {
      pass(isUtf8() ? null : notUtf8());
    },
  });
}
