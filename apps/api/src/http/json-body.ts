import { announcedBytes } from '@timetable/runtime';
import express, { type Request } from 'express';
import { isUtf8 } from 'node:buffer';
import { JsonBounds } from './json-bounds.js';
import { bodyTooLarge, notJson, notUtf8, tooComplex } from './json-refusals.js';

const KIB = 1024;

/** Everywhere but below: the longest bodies are the closures of a year. */
const SMALL = { bytes: 256 * KIB, values: 20_000 };
/** What anybody may send: a login and a password. */
const SIGN_IN = { bytes: 8 * KIB, values: 20 };

const SIGN_IN_ROUTE = /^\/api\/v1\/auth\/login\/?$/i;
const DIRECTORY_ROUTE = /^\/api\/v1\/campuses\/[^/]+\/directory\/?$/i;
/** What takes a form with a file: nothing else reads one. */
const FILE_ROUTE = /^\/api\/v1\/(campuses\/[^/]+\/(imports|directory\/uploads)|operator\/directory)\/?$/i;

const smallBody = bodyWithin(SMALL);
const signInBody = bodyWithin(SIGN_IN);

/** Parses bodies before routing, but for directories, which are read as they come (`receiveDirectory`). */
export const jsonBody: express.RequestHandler = (request, response, next) => {
  if (isUnreadable(request)) next(notJson());
  else if (request.method === 'PUT' && DIRECTORY_ROUTE.test(request.path)) next();
  else (SIGN_IN_ROUTE.test(request.path) ? signInBody : smallBody)(request, response, next);
};

/** A body that no parser has read or would read: the handler would say that every field is missing, of a body that has them, or do without. */
function isUnreadable(request: Request): boolean {
  if (request.body !== undefined || request.headers['content-length'] === '0') return false;
  const takesFile = request.method === 'POST' && FILE_ROUTE.test(request.path);
  return request.is(takesFile ? ['json', 'multipart'] : ['json']) === false;
}

/**
 * Compressed bodies count as what they become. One that is refused is not parsed.
 * @throws ApiError `payload_too_large` beyond the bytes, `too_complex` beyond the values or too deep, `validation_failed` for
 *   bytes that are no UTF-8
 */
function bodyWithin({ bytes, values }: { bytes: number; values: number }): express.RequestHandler {
  const parser = express.json({
    limit: bytes,
    verify: (_request, _response, body, encoding) => {
      // The bounds are read in the bytes, and JSON is UTF-8 (RFC 8259 §8.1).
      if (encoding !== 'utf-8') throw notJson();
      if (!isUtf8(body)) throw notUtf8();
      const excess = new JsonBounds(values).take(body);
      if (excess !== undefined) throw tooComplex(excess);
    },
  });
  const parse = express.Router().use(parser);
  return (request, response, next) => {
    if ((announcedBytes(request) ?? 0) > bytes && request.is('json') !== false) next(bodyTooLarge());
    else parse(request, response, refusingBeyond(bytes, request, next));
  };
}

/** The parser itself answers only once it has read to its end what it will not take: that end may never come. */
function refusingBeyond(bytes: number, request: Request, next: express.NextFunction): express.NextFunction {
  let isOver = false;
  const go: express.NextFunction = (error?: unknown) => {
    if (isOver) return;
    isOver = true;
    next(error);
  };
  if (typeof request.is('json') === 'string') {
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > bytes) go(bodyTooLarge());
    });
  }
  return go;
}
