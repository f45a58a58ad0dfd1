/** What tells whether nobody works on an import any more, beside whether its workflow runs. */
export interface UnfinishedAttempt {
  readonly status: 'received' | 'running';
  /** 1, then one more per approval, replanning, retry or loss. */
  readonly attempt: number;
  /** Since it was handed over, in real time; undefined: it is in no queue. */
  readonly underWaySeconds: number | undefined;
}

/**
 * What to do for an attempt whose workflow does not run: nothing, as it is about to begin or to end; tell the campus's
 * coordinator once more that there is work; queue another attempt, as this one is lost.
 */
export type Remedy = 'none' | 'tell' | 'requeue';

/** Its workflow exists since it took charge: if it does not run, it is lost. */
const RUNNING_SECONDS = 5;
/** Its workflow is still to be started. Who was to tell the coordinator may have been killed before: telling twice is harmless. */
const UNTOLD_SECONDS = 10;
/** Told again and again, its coordinator cannot start it. */
const RECEIVED_SECONDS = 2 * 60;
const MOST_SECONDS = 10 * 60;
/** Taking charge is the first thing its workflow does, within seconds. */
const UNCLAIMED_SECONDS = 10 * 60;

export function remedyOf({ status, underWaySeconds }: UnfinishedAttempt): Remedy {
  if (underWaySeconds === undefined) return 'requeue';
  if (underWaySeconds >= (status === 'running' ? RUNNING_SECONDS : RECEIVED_SECONDS)) return 'requeue';
  return status === 'received' && underWaySeconds >= UNTOLD_SECONDS ? 'tell' : 'none';
}

/** Whether its workflow, though it runs, cannot go on: it has not even taken charge. Another attempt has another workflow. */
export const isUnclaimed = ({ status, underWaySeconds = 0 }: UnfinishedAttempt): boolean =>
  status === 'received' && underWaySeconds >= UNCLAIMED_SECONDS;

/**
 * How many seconds a lost attempt's campus is left alone before the next one. One that never began may be of a campus
 * whose coordinator cannot go on: it comes back ever later, so that it leaves its place to others.
 */
export const comesBackAfter = ({ status, attempt }: UnfinishedAttempt): number =>
  status === 'running' ? 0 : Math.min(2 ** Math.min(attempt, 10), MOST_SECONDS);
