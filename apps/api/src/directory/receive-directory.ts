import type { DirectoryBody } from '@timetable/contracts';
import type { Request } from 'express';
import { finished } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chain, none } from 'stream-chain';
import { parser, type Token } from 'stream-json/parser.js';
import { z } from 'zod';
import { ApiError } from '../errors/api-error.js';
import { jsonBytes } from '../http/json-stream.js';
import { DirectoryReader } from './directory-reader.js';
import { DirectoryRows } from './directory-rows.js';

/** A directory of 60,000 people, each with all there is to know. */
const BOUNDS = { bytes: 32 * 1024 * 1024, values: 1_500_000 };

/**
 * The directory that a request brings, read as it comes: no more of it is held than its rows. Nothing is known of it before its
 * end, since who is in no list has left.
 * @throws ApiError `too_complex`, `payload_too_large`, `unsupported_media_type`, `validation_failed`
 */
export async function receiveDirectory(request: Request): Promise<DirectoryBody> {
  const rows = new DirectoryRows();
  const reader = new DirectoryReader(rows);
  const reading = chain([
    parser({ streamValues: false }),
    (token: Token) => {
      reader.take(token);
      return none;
    },
  ]);
  // It gives nothing out: its end is when all has been taken.
  reading.resume();
  try {
    const [first, ...others] = jsonBytes(request, BOUNDS);
    // Piped, not part of the pipeline, which would end the connection of what it refuses before anybody could say why.
    finished(request, (error) => {
      if (error) first.destroy(error);
    });
    request.pipe(first);
    await pipeline([first, ...others, reading]);
  } catch (error) {
    request.resume();
    throw error instanceof ApiError ? error : unreadable(error);
  }
  return rows.whole();
}

/** No JSON, or not compressed as it says; what goes wrong besides is named elsewhere. */
function unreadable(error: unknown): unknown {
  const { code, message } = PARTS.parse(error);
  return code?.startsWith('Z_') === true || message?.startsWith('Parser ') === true
    ? new ApiError('validation_failed', 'La demande est illisible : vérifiez ce qui est envoyé.')
    : error;
}

/** What tells the decoders' failures and the parser's from others. */
const PARTS = z
  .object({ code: z.string().optional().catch(undefined), message: z.string().optional() })
  .catch({});
