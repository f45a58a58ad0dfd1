import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface RequestScope {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Which request is being served, wherever the code is. Only for the last net: an exception thrown in a callback nobody
 * watches must cost its own request and no other (without an answer it would hang until it times out).
 */
export const requestScope = new AsyncLocalStorage<RequestScope>();
