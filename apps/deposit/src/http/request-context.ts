import type { StoredDepositAccount } from '@timetable/persistence';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Verb } from '../guard/verbs.js';
import type { ResourcePath } from '../guard/resource-path.js';
import type { CampusTree } from '../tree/campus-tree.js';
import type { Refusal } from './refusal.js';
import type { Upload } from './uploads-under-way.js';

/** What was found out about a request that passed the guard: what every method works with. */
export interface RequestContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: Verb;
  readonly path: ResourcePath;
  /** Of MOVE and COPY. */
  readonly destination: ResourcePath | undefined;
  readonly account: StoredDepositAccount;
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly tree: CampusTree;
  /** Lock tokens shown in the `If` header. */
  readonly tokens: ReadonlySet<string>;
  /** The body that comes with it; undefined when there is none, or nobody needs it. */
  readonly upload: Upload | undefined;
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

/** Finds a context again from the request that `webdav-server` hands back. */
export class RequestContexts {
  readonly #contexts = new WeakMap<IncomingMessage, RequestContext>();

  open(context: RequestContext): void {
    this.#contexts.set(context.request, context);
  }

  of(request: IncomingMessage): RequestContext {
    const context = this.#contexts.get(request);
    if (context === undefined) throw new Error('A request reached webdav-server without passing the guard.');
    return context;
  }
}
