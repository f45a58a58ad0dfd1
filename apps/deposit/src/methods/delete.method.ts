import type { Answer } from '../http/answer.js';
import type { Visit, VisitBook } from '../http/visit.js';
import type { LockTable } from '../tree/lock-table.js';
import { DoorMethod } from './door-method.js';

/** DELETE: hides from the listing; a deposit stays a deposit. Ours, because the package's answers 200 and knows no token. */
export class DeleteMethod extends DoorMethod {
  constructor(
    visits: VisitBook,
    private readonly locks: LockTable,
  ) {
    super(visits);
  }

  protected answer({ tree, path }: Visit): Answer {
    tree.remove(path);
    this.locks.forget(path);
    return { status: 204 };
  }
}
