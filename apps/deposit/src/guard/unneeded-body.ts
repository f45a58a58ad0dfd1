import type { IncomingMessage } from 'node:http';
import { eachChunk } from '../http/body-chunks.js';
import { refusals } from '../http/refusal.js';
import { announcedBytes, hasBody } from '@timetable/runtime';

const MAX_BYTES = 64 * 1024;
/** Nobody is known yet: a body that comes byte by byte would keep the connection from others for half an hour. */
const MAX_MS = 30_000;

/**
 * Reads away what comes with a request that needs no body, so that the connection can go on: only so much, since Node reads
 * what nobody asked for to its end, whatever that is.
 *
 * @param accept tells a client that waits for it to send the body
 * @throws Refusal 408 or 413; the stream's own error when the client leaves before the end
 */
export async function readAway(request: IncomingMessage, accept: () => void, maxMs = MAX_MS): Promise<void> {
  if (!hasBody(request)) return;
  if ((announcedBytes(request) ?? 0) > MAX_BYTES) throw refusals.bodyNotNeeded();
  accept();
  let sizeBytes = 0;
  const timer = setTimeout(() => request.emit('timeout'), maxMs);
  try {
    await eachChunk(request, (chunk) => {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_BYTES) throw refusals.bodyNotNeeded();
      return undefined;
    });
  } finally {
    clearTimeout(timer);
  }
}
