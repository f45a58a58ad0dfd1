import type { HandedAttempt } from '@timetable/domain';
import { translatingFailures } from '../support/failure-translation.js';
import type { QueueActivities } from './queue-activities.js';

/** The queues, as the database has them. */
export interface CampusQueues {
  /** The attempts handed over that nobody has taken charge of, in order: the first `most`, or those after `after`. */
  handedOver(campusCode: string, most: number, after?: string): Promise<readonly HandedAttempt[]>;
  countWaiting(campusCode: string): Promise<number>;
}

/** Told at once, so that an answer stays small: the establishments of imports side by side are all different. */
const MOST_TOLD = 20;

/** The activities of the coordinators. */
export function createQueueActivities(queues: CampusQueues): QueueActivities {
  return translatingFailures<QueueActivities>({
    handedOver: async ({ campusCode, after }) => {
      const attempts = await queues.handedOver(campusCode, MOST_TOLD, after);
      const last = attempts.length < MOST_TOLD ? undefined : attempts.at(-1);
      return {
        attempts,
        waiting: await queues.countWaiting(campusCode),
        ...(last && { next: last.id }),
      };
    },
  });
}
