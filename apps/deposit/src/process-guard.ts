import type { Logger } from 'pino';
import { sendRefusal } from './http/answer.js';
import { refusals } from './http/refusal.js';
import { requestScope } from './http/request-scope.js';
import type { DoorMetrics } from './observability/door-metrics.js';

/**
 * The last net. An exception in a callback that nobody watches ends the request it belongs to with a 500, and the
 * process goes on: other requests share nothing with it but this process. Every such error is a defect to mend, counted
 * and logged.
 */
export function guardProcess(logger: Logger, metrics: DoorMetrics): void {
  const survive = (error: unknown): void => {
    const scope = requestScope.getStore();
    metrics.defects.inc();
    logger.error({ err: error, hasRequest: scope !== undefined }, 'uncaught error');
    if (scope === undefined) return;
    const { request, response } = scope;
    sendRefusal(request, response, refusals.defect(error), { maxDrainBytes: 0, awaitsContinue: true });
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
}
