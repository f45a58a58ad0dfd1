import type { IncomingHttpHeaders } from 'node:http';

interface Headed {
  readonly headers: IncomingHttpHeaders;
}

/** Bytes announced; undefined when the body is chunked. */
export function announcedBytes({ headers }: Headed): number | undefined {
  if (headers['transfer-encoding'] !== undefined) return undefined;
  return Number(headers['content-length'] ?? 0);
}

export function hasBody(request: Headed): boolean {
  return announcedBytes(request) !== 0;
}
