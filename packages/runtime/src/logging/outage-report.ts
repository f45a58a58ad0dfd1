import type { Logger } from 'pino';
import type { IntervalJobOptions } from '../work/interval-job.js';
import { reasonOf } from './reason-of.js';

/**
 * Tells an outage once, when it begins and when it ends, rather than at every turn of a job that runs each second.
 *
 * @param job shown in the log
 */
export function outageReport(
  job: string,
  log: Pick<Logger, 'info' | 'warn'>,
): Required<Pick<IntervalJobOptions, 'onFailure' | 'onSuccess'>> {
  let isFailing = false;
  return {
    onFailure: (error) => {
      if (!isFailing) log.warn({ job, reason: reasonOf(error) }, 'cannot work for now');
      isFailing = true;
    },
    onSuccess: () => {
      if (isFailing) log.info({ job }, 'works again');
      isFailing = false;
    },
  };
}
