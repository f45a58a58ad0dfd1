import type { Clock } from '@timetable/settings';
import { lockTokenOf } from '../guard/request-headers.js';
import type { Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { RequestContext } from '../http/request-context.js';
import type { LockTable } from '../tree/lock-table.js';
import type { DoorMethod } from './door-method.js';

/** UNLOCK. Ours, like the lock table it works on. */
export class UnlockMethod implements DoorMethod {
  constructor(
    private readonly locks: LockTable,
    private readonly clock: Clock,
  ) {}

  answer({ request, path, account }: RequestContext): Answer {
    const token = lockTokenOf(request);
    if (!this.locks.release({ path, token, login: account.login }, this.clock.now()))
      throw refusals.notLocked();
    return { status: 204 };
  }
}
