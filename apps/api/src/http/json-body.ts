import express, { type Request } from 'express';
import { ApiError } from '../errors/api-error.js';
import { jsonExcess } from './json-bounds.js';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Everywhere but below: the longest bodies are the closures of a year. */
const SMALL = { bytes: 256 * KIB, values: 20_000 };
/** What anybody may send: a login and a password. */
const SIGN_IN = { bytes: 8 * KIB, values: 20 };
/** A directory of 60,000 people, each with all there is to know. */
const DIRECTORY = { bytes: 32 * MIB, values: 1_500_000 };

const SIGN_IN_ROUTE = /^\/api\/v1\/auth\/login\/?$/i;
const DIRECTORY_ROUTE = /^\/api\/v1\/campuses\/[^/]+\/directory\/?$/i;

const smallBody = bodyWithin(SMALL);
const signInBody = bodyWithin(SIGN_IN);
/** Read by `DirectoryBodyInterceptor`, once it is known who asks. */
export const directoryBody = bodyWithin(DIRECTORY);

/** Parses bodies before routing, but for directories. */
export const jsonBody: express.RequestHandler = (request, response, next) => {
  if (isUnreadable(request)) next(notJson());
  else if (request.method === 'PUT' && DIRECTORY_ROUTE.test(request.path)) next();
  else (SIGN_IN_ROUTE.test(request.path) ? signInBody : smallBody)(request, response, next);
};

/** A body that no parser has read or would read: the handler would say that every field is missing, of a body that has them. */
const isUnreadable = (request: Request): boolean =>
  request.body === undefined &&
  request.headers['content-length'] !== '0' &&
  request.is(['json', 'multipart']) === false;

const notJson = (): ApiError =>
  new ApiError('unsupported_media_type', 'Le contenu doit être envoyé en JSON (application/json), en UTF-8.');

/**
 * Compressed bodies count as what they become. One that is refused is not parsed.
 * @throws ApiError `payload_too_large` beyond the bytes, `too_complex` beyond the values or too deep
 */
function bodyWithin({ bytes, values }: { bytes: number; values: number }): express.Router {
  return express.Router().use(
    express.json({
      limit: bytes,
      verify: (_request, _response, body, encoding) => {
        // The bounds are read in the bytes, and JSON is UTF-8 (RFC 8259 §8.1).
        if (encoding !== 'utf-8') throw notJson();
        const excess = jsonExcess(body, values);
        if (excess !== undefined) throw new ApiError('too_complex', EXCESSES[excess]);
      },
    }),
  );
}

const EXCESSES = {
  depth: 'Le contenu est trop imbriqué : aucune donnée attendue ici ne l’est autant.',
  values: 'Le contenu a trop de valeurs : envoyez-le en plusieurs fois.',
} as const;
