import { rejectionHandling } from '../acceptance/rejection-handling.js';
import type { ImportOrigin, ImportStatus, NextActor } from './status.js';

interface ActorInput {
  readonly status: ImportStatus;
  /** Why, when the import is not integrated. */
  readonly messageCode: string | undefined;
  readonly origin: ImportOrigin;
}

/**
 * Who has to act for an import in this state to go on, or for its file to be imported after all. A person who uploads a
 * file is a manager, whatever is wrong with it.
 */
export function nextActorOf({ status, messageCode, origin }: ActorInput): NextActor {
  switch (status) {
    case 'held':
      return 'manager';
    case 'interrupted':
      return 'operator';
    case 'rejected':
      return origin === 'manual' ? 'manager' : rejectionHandling(messageCode).actor;
    case 'received':
    case 'running':
    case 'integrated':
    case 'integrated_with_alerts':
    case 'ignored':
    case 'superseded':
    case 'refused':
    case 'cancelled':
    case 'rolled_back':
      return 'nobody';
  }
}
