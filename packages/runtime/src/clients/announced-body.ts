import type { IncomingMessage } from 'node:http';

/** Bytes announced; undefined when the body is chunked. */
export function announcedBytes({ headers }: Pick<IncomingMessage, 'headers'>): number | undefined {
  if (headers['transfer-encoding'] !== undefined) return undefined;
  return Number(headers['content-length'] ?? 0);
}

export function hasBody(request: Pick<IncomingMessage, 'headers'>): boolean {
  return announcedBytes(request) !== 0;
}
