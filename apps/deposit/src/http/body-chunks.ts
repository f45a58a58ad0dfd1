import type { IncomingMessage } from 'node:http';
import { refusals } from './refusal.js';

/**
 * Hands out a body as it comes. Node's parser gives each chunk memory of its own; iterating over a request would copy
 * them once more. While `take` is busy the client waits. What is left of the body stays unread when it throws.
 *
 * @param take may answer a promise, settled before this one is; its error ends the reading, as does the client that
 *   leaves
 * @throws Refusal 408 for a client that is silent or slow for too long while it is not `take` that is waited for
 */
export function eachChunk(
  request: IncomingMessage,
  take: (chunk: Buffer) => Promise<void> | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let busy: Promise<void> | undefined;
    const stop = (): void => {
      request
        .off('data', onData)
        .off('end', onEnd)
        .off('error', fail)
        .off('close', onClose)
        .off('timeout', onTimeout);
      request.pause();
    };
    const fail = (error: unknown): void => {
      stop();
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- whatever was thrown
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      try {
        busy = take(chunk);
        if (busy === undefined) return;
        request.pause();
        busy.then(() => request.resume(), fail);
      } catch (error) {
        fail(error);
      }
    };
    const onEnd = (): void => {
      stop();
      // The end may follow the last chunk at once: pausing does not hold it back.
      if (busy === undefined) resolve();
      else busy.then(resolve, reject);
    };
    const onClose = (): void => {
      fail(Object.assign(new Error('the client left before the end of its body'), { code: 'ECONNRESET' }));
    };
    const onTimeout = (): void => {
      if (!request.isPaused()) fail(refusals.bodyTooSlow());
    };
    if (request.readableEnded) resolve();
    else if (request.destroyed) onClose();
    else
      request
        .on('data', onData)
        .on('end', onEnd)
        .on('error', fail)
        .on('close', onClose)
        .on('timeout', onTimeout);
  });
}
