import { onUncaught } from '@timetable/runtime';
import type { Logger } from 'pino';
import { sendRefusal } from './http/answer.js';
import { refusals } from './http/refusal.js';
import type { DoorMetrics } from './observability/door-metrics.js';

/** What nobody caught ends its request with a 500, and is counted and logged. */
export function guardProcess(logger: Pick<Logger, 'error'>, metrics: Pick<DoorMetrics, 'defects'>): void {
  onUncaught((error, scope) => {
    metrics.defects.inc();
    logger.error({ err: error, hasRequest: scope !== undefined }, 'uncaught error');
    if (scope === undefined) return;
    const { request, response } = scope;
    sendRefusal(request, response, refusals.defect(error), { maxDrainBytes: 0, awaitsContinue: true });
  });
}
