import type { RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';

const REQUEST_ID = /^[\w.-]{8,64}$/;

/**
 * Names each request before anything can refuse it: the id is in the log, in `X-Request-Id` and in every problem. A
 * proxy's own id is kept.
 */
export const identifyRequest: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  request.id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', request.id);
  next();
};
