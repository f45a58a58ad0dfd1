import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { storableText } from '@timetable/domain';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { invalidFields } from '../errors/api-error.js';

/** What Nest keeps of a handler's arguments. */
const ARGUMENTS = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));
const QUERY_ARGUMENT = `${RouteParamtypes.QUERY}:`;

/**
 * Refuses parameters that the route does not have: a misspelt filter would otherwise answer everything, and look right. The
 * names are those of the schemas of `@Query`; a route without one takes none. What is not of the API proper (health, for a
 * probe that adds something against caches) takes any.
 */
@Injectable()
export class KnownParametersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { path, query } = context.switchToHttp().getRequest<Request>();
    if (path.startsWith('/api/v1/')) assertKnown(Object.keys(query), parametersOf(context));
    return next.handle();
  }
}

function assertKnown(given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const message =
    known.length === 0
      ? 'Paramètre inconnu : cette adresse n’en accepte aucun.'
      : `Paramètre inconnu. Paramètres possibles : ${known.join(', ')}.`;
  throw invalidFields(unknown.map((name) => ({ field: storableText(name), message })));
}

function parametersOf(context: ExecutionContext): string[] {
  const metadata: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return Object.entries(ARGUMENTS.parse(metadata ?? {}))
    .filter(([key]) => key.startsWith(QUERY_ARGUMENT))
    .flatMap(([, { schema }]) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
}
