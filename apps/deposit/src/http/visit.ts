import type { DepositAccount } from '@timetable/persistence';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Verb } from '../guard/verbs.js';
import type { ResourcePath } from '../guard/resource-path.js';
import type { CampusTree } from '../tree/campus-tree.js';
import type { Refusal } from './refusal.js';

/** A request that passed the guard, with what was found out about it: what every method works with. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: Verb;
  readonly path: ResourcePath;
  readonly account: DepositAccount;
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly tree: CampusTree;
  /** Lock tokens shown in the `If` header. */
  readonly tokens: ReadonlySet<string>;
  /** Tells a client that waits for it (`Expect: 100-continue`) to send its body. Before reading one. */
  acceptBody(): void;
  /** Whether the client still waits for that. */
  awaitsContinue(): boolean;
  /**
   * Asks again what was true before the body came: it took its time, and others had theirs.
   *
   * @throws Refusal
   */
  checkAgain(): void;
  /** Why the file system refused, in our words: `webdav-server` only carries codes of its own. */
  refusal: Refusal | undefined;
}

/** Finds a visit again from the request that `webdav-server` hands back. */
export class VisitBook {
  readonly #visits = new WeakMap<IncomingMessage, Visit>();

  open(visit: Visit): void {
    this.#visits.set(visit.request, visit);
  }

  of(request: IncomingMessage): Visit {
    const visit = this.#visits.get(request);
    if (visit === undefined) throw new Error('A request reached webdav-server without passing the guard.');
    return visit;
  }
}
