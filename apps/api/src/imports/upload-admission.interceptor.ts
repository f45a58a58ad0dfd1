import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { ApiRequest } from '../http/api-request.js';
import { UploadService } from './upload.service.js';

/** Refuses a file too many before its bytes are received: stands before what receives them. */
@Injectable()
export class UploadAdmissionInterceptor implements NestInterceptor {
  constructor(private readonly uploads: UploadService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { campus, user } = context.switchToHttp().getRequest<ApiRequest>();
    if (campus !== undefined && user !== undefined) await this.uploads.admit(campus, user);
    return next.handle();
  }
}
