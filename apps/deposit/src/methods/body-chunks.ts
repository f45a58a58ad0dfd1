import type { IncomingMessage } from 'node:http';

/**
 * Hands out a body as it comes, without the copies that iterating over a request makes. While `take` is busy the client
 * waits. What is left of the body stays unread when it throws.
 *
 * @param take may answer a promise; its error ends the reading, as does the client that leaves
 */
export function eachChunk(
  request: IncomingMessage,
  take: (chunk: Buffer) => Promise<void> | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('error', fail).off('close', onClose);
      request.pause();
    };
    const fail = (error: unknown): void => {
      stop();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever was thrown
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      try {
        const busy = take(chunk);
        if (busy === undefined) return;
        request.pause();
        busy.then(() => request.resume(), fail);
      } catch (error) {
        fail(error);
      }
    };
    const onEnd = (): void => {
      stop();
      resolve();
    };
    const onClose = (): void => {
      fail(new Error('the client left before the end of its body'));
    };
    if (request.destroyed) onClose();
    else request.on('data', onData).on('end', onEnd).on('error', fail).on('close', onClose);
  });
}
