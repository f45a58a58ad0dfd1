import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import express, { type Request, type Response } from 'express';
import type { Observable } from 'rxjs';
import { ApiError } from '../errors/api-error.js';

const MIB = 1024 * 1024;

/** Everywhere but on the routes below. */
const SMALL_BODY = express.Router().use(express.json({ limit: MIB }));
/** A directory of 60,000 people. */
const LARGE_BODY = express.Router().use(express.json({ limit: 32 * MIB }));
const LARGE_ROUTE = /^\/api\/v1\/campuses\/[^/]+\/directory\/?$/;

/** Parses small bodies before routing, and leaves the large ones to the interceptor. */
export const smallJson: express.RequestHandler = (request, response, next) => {
  if (isUnreadable(request))
    next(new ApiError('unsupported_media_type', 'Le contenu doit être envoyé en JSON (application/json).'));
  else if (LARGE_ROUTE.test(request.path)) next();
  else SMALL_BODY(request, response, next);
};

/** A body that no parser has read or would read: the handler would say that every field is missing, of a body that has them. */
const isUnreadable = (request: Request): boolean =>
  request.body === undefined &&
  request.headers['content-length'] !== '0' &&
  request.is(['json', 'multipart']) === false;

/**
 * Reads a large JSON body after the guards have passed (interceptors run before pipes): nobody unknown makes us read
 * 32 MiB.
 */
@Injectable()
export class LargeJsonInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    await new Promise<void>((resolve, reject) => {
      LARGE_BODY(http.getRequest<Request>(), http.getResponse<Response>(), (error: unknown) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
    return next.handle();
  }
}
