import compression from 'compression';
import type { RequestHandler } from 'express';

/** Events have to leave one by one; a received file is sent with its length, and mostly compressed by who made it. */
const AS_THEY_ARE = /^(text\/event-stream|application\/octet-stream)\b/;

/** Answers as small as the client can read them. */
export const compressAnswers: RequestHandler = compression({
  filter: (request, response) =>
    !AS_THEY_ARE.test(String(response.getHeader('Content-Type'))) && compression.filter(request, response),
});
