import { Router, type RequestHandler } from 'express';
import { accessSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/** What the API itself answers: the console's own addresses are everything else. */
const NOT_OF_THE_CONSOLE = /^\/(api|dev|healthz|readyz|metrics|assets)(\/|$)/;

/** All of it comes from here, and none of it is in the page itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * The console at `/`: its files, compressed beforehand, and its page for every address that it shows something at.
 * @param directory made by `npm run build`, and perhaps again while it is served
 * @throws Error when it is not there
 */
export function serveConsole(directory: string): RequestHandler {
  accessSync(join(directory, 'index.html'));
  const files = sirv(directory, {
    single: true,
    // Looks each file up when it is asked for: one known from the start, and gone since, would never be answered.
    dev: true,
    ignores: [NOT_OF_THE_CONSOLE],
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: describeFile,
  });
  return Router().get('/{*path}', (request, response, next) => {
    files(request, response, next);
  });
}

function describeFile(response: ServerResponse, path: string): void {
  if (path.startsWith('/assets/')) {
    // Their names change with their content.
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    return;
  }
  // Names the assets of this version. Not kept either for « back » after a sign-out, at a computer that others use.
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', POLICY);
}
