import { reasonOf } from '@timetable/runtime';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Refusal } from '../http/refusal.js';
import type { DoorMetrics } from './door-metrics.js';

const MAX_URL_LENGTH = 300;

/**
 * One line per request, written when it is over. Only named fields go in: of the headers the announced size and the user
 * agent, hence no credential; and no login, since it is made of a person's name.
 */
export class RequestLog {
  readonly #ids = new WeakMap<IncomingMessage, string>();

  constructor(
    private readonly logger: Logger,
    private readonly metrics: DoorMetrics,
  ) {}

  follow(request: IncomingMessage, response: ServerResponse, address: string): void {
    const id = randomUUID();
    this.#ids.set(request, id);
    response.setHeader('X-Request-Id', id);
    const started = performance.now();
    const method = request.method ?? '';
    // Now, since the guard rewrites it; the path alone, since what is before or after may hold a password.
    const url = pathOf(request.url ?? '').slice(0, MAX_URL_LENGTH);
    response.once('close', () => {
      const durationMs = Math.round(performance.now() - started);
      const status = response.writableFinished ? response.statusCode : 499;
      if (status === 499) this.metrics.cutUploads.inc();
      this.metrics.requests.observe({ method, status }, durationMs / 1000);
      const entry = {
        requestId: id,
        method,
        url,
        status,
        durationMs,
        address,
        bytes: request.headers['content-length'],
        userAgent: request.headers['user-agent']?.slice(0, MAX_URL_LENGTH),
      };
      if (status >= 500) this.logger.error(entry, 'request failed');
      else if (status >= 400 && status !== 404) this.logger.warn(entry, 'request refused');
      else this.logger.info(entry, 'request');
    });
  }

  /** Says why, where that is not the client's doing. */
  refused(request: IncomingMessage, refusal: Refusal): void {
    if (refusal.status < 500 || refusal.cause === undefined) return;
    const isDefect = refusal.status === 500;
    if (isDefect) this.metrics.defects.inc();
    // What is away refuses many: told once, then counted. Each request has its own line.
    const outage = isDefect ? {} : { outage: `what the door depends on: ${reasonOf(refusal.cause)}` };
    this.logger.error({ requestId: this.#ids.get(request), err: refusal.cause, ...outage }, refusal.name);
  }
}

function pathOf(target: string): string {
  return target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
}
