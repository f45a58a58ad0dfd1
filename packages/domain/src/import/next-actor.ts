import { rejectionHandling } from '../acceptance/rejection-handling.js';
import type { ImportOrigin, ImportStatus, NextActor } from './status.js';

/** What is known of an import when it is asked who has to act. */
export interface ActorInput {
  readonly status: ImportStatus;
  /** Why, when the import is not integrated. */
  readonly messageCode: string | undefined;
  readonly origin: ImportOrigin;
  /** People, classes and groups of the file that the ENT does not know and about whom nobody has decided. */
  readonly unmatched: number;
  /** A newer file is good for all of its establishments (`isOvertakenBy`). */
  readonly isOvertaken: boolean;
}

/**
 * Who has to act for an import in this state to go on, for its file to be imported after all, or for what it left
 * unmatched. A person who uploads a file is a manager, whatever is wrong with it.
 */
export function nextActorOf({ status, messageCode, origin, unmatched, isOvertaken }: ActorInput): NextActor {
  if (isOvertaken) return 'nobody';
  switch (status) {
    case 'held':
      return 'manager';
    case 'interrupted':
      return 'operator';
    case 'rejected':
      return origin === 'manual' ? 'manager' : rejectionHandling(messageCode).actor;
    case 'integrated':
    case 'integrated_with_alerts':
      return unmatched > 0 ? 'manager' : 'nobody';
    case 'received':
    case 'running':
    case 'ignored':
    case 'superseded':
    case 'refused':
    case 'cancelled':
    case 'rolled_back':
      return 'nobody';
  }
}
