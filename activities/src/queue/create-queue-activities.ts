import { log } from '@temporalio/activity';
import type { HandedAttempt } from '@timetable/domain';
import { StartUnanswered, translatingFailures } from '../support/failure-translation.js';
import type { HandedOverInput, HandedOverResult, QueueActivities } from './queue-activities.js';

/** The queues, as the database has them. */
export interface CampusQueues {
  /** The attempts handed over that nobody has taken charge of, in order: the first `most`, or those after `after`. */
  handedOver(campusCode: string, most: number, after?: string): Promise<readonly HandedAttempt[]>;
  countWaiting(campusCode: string): Promise<number>;
}

/** What runs imports. */
export interface ImportStarter {
  /**
   * Starts the attempt's workflow, unless it is there or over. False when it is refused: whoever looks after the queue finds it.
   *
   * @throws when nobody answers
   */
  start(campusCode: string, attempt: HandedAttempt): Promise<boolean>;
}

/** Told at once, so that an answer stays small: the establishments of imports side by side are all different. */
const MOST_TOLD = 20;

/** The activities of the coordinators. */
export function createQueueActivities(queues: CampusQueues, starter: ImportStarter): QueueActivities {
  const handedOver = async ({ campusCode, after }: HandedOverInput): Promise<HandedOverResult> => {
    const attempts = await queues.handedOver(campusCode, MOST_TOLD, after);
    const last = attempts.length < MOST_TOLD ? undefined : attempts.at(-1);
    return {
      attempts,
      waiting: await queues.countWaiting(campusCode),
      ...(last && { next: last.id }),
    };
  };
  const startOf = async (campusCode: string, attempt: HandedAttempt): Promise<string | undefined> => {
    const { importId } = attempt;
    const isThere = await starter.start(campusCode, attempt).catch((error: unknown) => {
      throw new StartUnanswered('an import was not started', { cause: error });
    });
    if (isThere) return importId;
    log.warn('import could not be started', { importId, attempt: attempt.attempt });
    return undefined;
  };
  return translatingFailures<QueueActivities>({
    handedOver,
    startHandedOver: async (input) => {
      const { attempts, ...turn } = await handedOver(input);
      const started = await Promise.all(attempts.map((attempt) => startOf(input.campusCode, attempt)));
      return { ...turn, started: started.filter((importId) => importId !== undefined) };
    },
  });
}
