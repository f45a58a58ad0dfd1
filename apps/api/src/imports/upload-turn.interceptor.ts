import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import type { ApiRequest } from '../http/api-request.js';
import { UploadsAtOnce } from './uploads-at-once.js';

/** Lets so many files in at once: stands before what receives them. */
@Injectable()
export class UploadTurnInterceptor implements NestInterceptor {
  constructor(private readonly uploads: UploadsAtOnce) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { user } = http.getRequest<ApiRequest>();
    const response = http.getResponse<Response>();
    // Also when the client leaves in the midst of its file; of one that left before this, no end would be told.
    if (user !== undefined && !response.closed) response.once('close', this.uploads.begin(user.login));
    return next.handle();
  }
}
