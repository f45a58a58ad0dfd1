import {
  BadRequestException,
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { API_ERRORS, type ApiErrorCode } from '@timetable/contracts';
import { lockMessage, frenchInstant } from '@timetable/domain';
import { EstablishmentLocked, type LockRecord } from '@timetable/persistence';
import { reasonOf } from '@timetable/runtime';
import type { Response } from 'express';
import type { ApiRequest } from '../http/api-request.js';
import { ApiError } from './api-error.js';
import { isDependencyFailure } from './dependency-failure.js';
import { isReadByPerson, sendProblemPage } from './problem-page.js';

/** What the framework and its parsers throw, in our words. */
const BY_STATUS: Readonly<Record<number, { code: ApiErrorCode; detail: string }>> = {
  400: { code: 'validation_failed', detail: 'La demande est illisible : vérifiez ce qui est envoyé.' },
  401: { code: 'unauthenticated', detail: 'Connectez-vous pour continuer.' },
  403: { code: 'forbidden', detail: 'Votre compte ne permet pas cette action.' },
  404: { code: 'not_found', detail: 'Cette adresse ne correspond à rien.' },
  406: { code: 'not_acceptable', detail: 'Le format demandé n’est pas disponible.' },
  413: { code: 'payload_too_large', detail: 'L’envoi dépasse la taille permise.' },
  415: { code: 'unsupported_media_type', detail: 'Le contenu doit être envoyé en JSON.' },
  429: {
    code: 'too_many_requests',
    detail: 'Trop de tentatives : attendez quelques minutes puis recommencez.',
  },
};

/**
 * The only code that turns an error into HTTP: `application/problem+json`, in French, with a stable code; a page for who
 * reads it in a browser.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('ProblemFilter');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const refusal = this.#refusalOf(error);
    // A stream that has begun can only be cut: the client then knows that it has not everything.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (refusal.retryAfterS !== undefined) response.setHeader('Retry-After', refusal.retryAfterS);
    if (isReadByPerson(request)) {
      sendProblemPage(request, response, refusal);
      return;
    }
    const { status, title } = API_ERRORS[refusal.code];
    response
      .status(status)
      .type('application/problem+json')
      .json({
        type: `/api/docs#${refusal.code}`,
        title,
        status,
        code: refusal.code,
        detail: refusal.message,
        requestId: typeof request.id === 'string' ? request.id : '',
        ...refusal.extra,
      });
  }

  #refusalOf(error: unknown): ApiError {
    if (error instanceof ApiError) return error;
    // Body parsers give what `verify` throws a status, and Nest wraps what has one.
    if (error instanceof HttpException && error.cause instanceof ApiError) return error.cause;
    if (error instanceof EstablishmentLocked) return lockedError(error.lock);
    if (error instanceof BadRequestException && /^(Unexpected file field|Too many files)/.test(error.message))
      return new ApiError('file_required', 'Envoyez un seul fichier, dans le champ « file » du formulaire.');
    const known = BY_STATUS[statusOf(error) ?? 0];
    if (known !== undefined) return new ApiError(known.code, known.detail);
    if (isDependencyFailure(error)) {
      // It fails everybody: told once, then counted. Each request has its own line.
      this.#logger.error({ err: error, outage: `what the API depends on: ${reasonOf(error)}` });
      return new ApiError(
        'unavailable',
        'Le service ne répond pas pour le moment : recommencez dans un instant.',
      );
    }
    this.#logger.error(error);
    return new ApiError(
      'internal_error',
      'Une erreur inattendue s’est produite. Elle est enregistrée sous le numéro « requestId » : indiquez-le à l’exploitant.',
    );
  }
}

/** Nest's exceptions and those of the body parser, which is Express's and carries a status too. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return undefined;
}

export function lockedError(lock: LockRecord): ApiError {
  return new ApiError(
    'locked',
    lockMessage({ since: frenchInstant(lock.since, lock.timeZone), by: lock.by, step: lock.step }),
    {
      importId: lock.importId,
      establishment: lock.establishmentId,
      since: lock.since.toISOString(),
      step: lock.step,
      by: lock.by,
    },
  );
}
