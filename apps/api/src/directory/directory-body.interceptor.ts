import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import pLimit from 'p-limit';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { ApiError } from '../errors/api-error.js';
import { directoryBody } from '../http/json-body.js';

/** At a time: each holds ten times the size of its body for a while, and keeps others from the processor. */
const MOST_LOADS = 2;
/** A program that loads campuses one after the other waits its turn; those beyond come back. */
const MOST_WAITING = 20;
const RETRY_S = 30;

/**
 * Reads a directory after the guards have passed (interceptors run before pipes), a few at a time: nobody unknown makes us read
 * 32 MiB, nor somebody known many times that at once. What waits is not read meanwhile.
 */
@Injectable()
export class DirectoryBodyInterceptor implements NestInterceptor {
  readonly #loads = pLimit(MOST_LOADS);

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    if (this.#loads.pendingCount >= MOST_WAITING)
      throw new ApiError(
        'unavailable',
        'D’autres annuaires sont en cours de chargement : recommencez dans un instant.',
        {},
        RETRY_S,
      );
    return defer(() =>
      this.#loads(async (): Promise<unknown> => {
        await readBody(http.getRequest<Request>(), http.getResponse<Response>());
        return lastValueFrom(next.handle());
      }),
    );
  }
}

async function readBody(request: Request, response: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    directoryBody(request, response, (error: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}
