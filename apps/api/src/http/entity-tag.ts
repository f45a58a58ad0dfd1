import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { createHash } from 'node:crypto';
import { map, type Observable } from 'rxjs';
import { ApiError } from '../errors/api-error.js';

/** Names a state of something by its content: whoever changes it says which one they saw. */
export const entityTagOf = (body: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`;

/**
 * Refuses to replace what is not as the client saw it.
 * @param ifMatch the header; without it, whatever is there is replaced
 * @throws ApiError `precondition_failed`
 */
export function assertAsSeen(ifMatch: string | undefined, body: unknown): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  // A proxy that compresses an answer marks its tag as weak: it names the same state.
  const seen = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (seen.includes(entityTagOf(body))) return;
  throw new ApiError(
    'precondition_failed',
    'Quelqu’un a changé ces réglages depuis que vous les avez ouverts : relisez-les, puis recommencez. Rien n’a été enregistré.',
  );
}

/** Gives the answer the tag that `If-Match` then names. */
@Injectable()
export class EntityTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((body: unknown) => {
        response.setHeader('ETag', entityTagOf(body));
        return body;
      }),
    );
  }
}
