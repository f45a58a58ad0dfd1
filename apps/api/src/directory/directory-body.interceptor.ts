import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import pLimit from 'p-limit';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { receiveDirectory } from './receive-directory.js';

/** At a time: each holds its rows, and one transaction of its campus. */
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
        const request = http.getRequest<ApiRequest>();
        request.directory = await receiveDirectory(request);
        return lastValueFrom(next.handle());
      }),
    );
  }
}
