import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { eachChunk } from '../http/body-chunks.js';
import { refusals } from '../http/refusal.js';
import { Content } from '../tree/content.js';
import type { Reservation } from '../tree/campus-tree.js';
import type { Spool } from '../tree/spool.js';
import { SpoolWriter } from '../tree/spool-writer.js';

export interface BodyLimits {
  readonly maxBytes: number;
  /** How much of it may be kept in memory before it is written. */
  readonly pieceBytes: () => number;
  /** What was set aside before the first byte; infinite where nothing needs to be. */
  readonly reservedBytes: number;
  readonly reservation: Reservation;
  /** On its way to the disk, not only to its cache, when the promise resolves: what is about to become a deposit. */
  readonly isDurable: boolean;
}

/**
 * Streams a body into the spool while hashing it. When it throws, nothing of it is left.
 *
 * @throws Refusal 413, 503 or 507; the stream's own error when the client leaves before the end
 */
export async function receiveBody(
  request: IncomingMessage,
  spool: Spool,
  limits: BodyLimits,
): Promise<Content> {
  const hash = createHash('sha256');
  const writer = new SpoolWriter(spool, limits.pieceBytes);
  let sizeBytes = 0;
  try {
    await eachChunk(request, (chunk) => {
      sizeBytes += chunk.length;
      if (sizeBytes > limits.maxBytes) throw refusals.fileTooLarge(limits.maxBytes);
      if (sizeBytes > limits.reservedBytes) limits.reservation.grow(chunk.length);
      hash.update(chunk);
      return writer.write(chunk);
    });
    const place = await writer.end(limits.isDurable);
    return new Content(sizeBytes, hash.digest('hex'), place, spool);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
