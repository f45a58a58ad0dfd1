import { logOptions } from '@timetable/runtime';
import type { IncomingMessage } from 'node:http';
import type { Params } from 'nestjs-pino';

const UNAVAILABLE = 503;

/**
 * One JSON line per request, without anything personal: no body, no query string, no header but the program's name, and
 * paths without what follows `deposit-accounts/`, `matches/` or `accounts/`, since those hold people's names.
 */
export const requestLogOptions = (level: string): Params => ({
  pinoHttp: {
    ...logOptions({ name: 'api', level }),
    genReqId: (request) => request.id,
    serializers: {
      req: (request: { id: unknown; method: string; url: string; raw?: IncomingMessage }) => ({
        id: request.id,
        method: request.method,
        path: anonymousPath(request.url),
        program: request.raw?.headers['user-agent'],
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response, error) =>
      error === undefined ? levelOf(response.statusCode) : 'error',
    autoLogging: { ignore: (request) => /^\/(healthz|readyz|metrics)$/.test(request.url ?? '') },
  },
});

/** 503: what is away is told apart, once (`ProblemFilter`). */
export function levelOf(status: number): 'error' | 'info' | 'debug' {
  if (status >= 500 && status !== UNAVAILABLE) return 'error';
  return status >= 400 ? 'info' : 'debug';
}

export function anonymousPath(url: string): string {
  return (url.split('?')[0] ?? '').replace(
    /(\/(?:deposit-accounts|accounts|matches\/[a-z]+)\/)[^/]+/i,
    '$1…',
  );
}
