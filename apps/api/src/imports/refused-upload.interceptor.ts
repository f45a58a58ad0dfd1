import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { rm } from 'node:fs/promises';
import { catchError, from, mergeMap, throwError, type Observable } from 'rxjs';

/** Takes a received file out of the spool again when the request that brought it is refused: its other fields come after it. */
@Injectable()
export class RefusedUploadInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { file } = context.switchToHttp().getRequest<Request>();
    return next
      .handle()
      .pipe(
        catchError((error: unknown) =>
          from(file === undefined ? Promise.resolve() : rm(file.path, { force: true })).pipe(
            mergeMap(() => throwError(() => error)),
          ),
        ),
      );
  }
}
