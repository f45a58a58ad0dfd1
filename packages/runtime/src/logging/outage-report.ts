import type { Logger } from 'pino';
import type { IntervalJobOptions } from '../work/interval-job.js';
import { reasonOf } from './reason-of.js';

/**
 * Tells an outage once, when it begins and when it ends, rather than at every turn of a job that runs each second.
 *
 * @param job shown in the log
 * @param outageOf what is away, when a turn ends with that error
 */
export function outageReport(
  job: string,
  log: Pick<Logger, 'info' | 'warn'>,
  outageOf?: (error: unknown) => string,
): Required<Pick<IntervalJobOptions, 'onFailure' | 'onSuccess'>> {
  let isFailing = false;
  return {
    onFailure: (error) => {
      const outage = outageOf === undefined ? {} : { outage: outageOf(error) };
      if (!isFailing) log.warn({ job, ...outage, reason: reasonOf(error) }, 'cannot work for now');
      isFailing = true;
    },
    onSuccess: () => {
      if (isFailing) log.info({ job }, 'works again');
      isFailing = false;
    },
  };
}
