import type { HandedAttempt } from '@timetable/domain';

/** What the coordinator of a campus asks the database. Travels through Temporal: ids, codes and counts. */
export interface QueueActivities {
  /** The attempts of the campus that are to run now and that nobody has taken charge of: those after `after` if given. */
  readonly handedOver: (input: HandedOverInput) => Promise<HandedOverResult>;
}

export interface HandedOverInput {
  readonly campusCode: string;
  /** Place in the queue of the last attempt of the page before. */
  readonly after?: string;
}

export interface HandedOverResult {
  /** In order. */
  readonly attempts: readonly HandedAttempt[];
  /** How many attempts of the campus wait for their turn. */
  readonly waiting: number;
  /** Set when there may be more: what to ask for them `after`. */
  readonly next?: string;
}
