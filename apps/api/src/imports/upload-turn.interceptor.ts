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
    // Also when the client leaves in the midst of its file.
    if (user !== undefined) http.getResponse<Response>().once('close', this.uploads.begin(user.login));
    return next.handle();
  }
}
