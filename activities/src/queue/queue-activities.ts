import type { HandedAttempt } from '@timetable/domain';

/** What the coordinator of a campus has done. Travels through Temporal: ids, codes and counts. */
export interface QueueActivities {
  /** Starts the attempts of the campus that are to run now and that nobody has taken charge of: those after `after` if given. */
  readonly startHandedOver: (input: HandedOverInput) => Promise<StartedTurn>;
  /** The same attempts, for a coordinator that starts them itself. */
  readonly handedOver: (input: HandedOverInput) => Promise<HandedOverResult>;
}

export interface HandedOverInput {
  readonly campusCode: string;
  /** Place in the queue of the last attempt of the page before. */
  readonly after?: string;
}

/** What a page of the queue says beside its attempts. */
export interface QueueTurn {
  /** How many attempts of the campus wait for their turn. */
  readonly waiting: number;
  /** Set when there may be more: what to ask for them `after`. */
  readonly next?: string;
}

export interface StartedTurn extends QueueTurn {
  /** Ids of the imports whose workflows are there now, in order. */
  readonly started: readonly string[];
}

export interface HandedOverResult extends QueueTurn {
  /** In order. */
  readonly attempts: readonly HandedAttempt[];
}
