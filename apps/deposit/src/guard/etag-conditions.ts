import type { IncomingMessage } from 'node:http';
import { refusals } from '../http/refusal.js';
import type { TreeNode } from '../tree/node.js';
import { headerOf, matchesEtag } from './request-headers.js';
import type { Verb } from './verbs.js';

/** `If-Match` and `If-None-Match`, as far as they count for the request's verb. */
export interface EtagConditions {
  readonly match: string | undefined;
  readonly noneMatch: string | undefined;
}

/**
 * Which of the two a verb obeys here: those that change what the tag speaks of obey both. GET and HEAD answer by
 * themselves, since 304 is no refusal. LOCK changes no content, and Indy's `DAVLock` sends `If-None-Match: *` also for
 * a file that it is about to replace: its lock is granted.
 */
const OBEYED: Readonly<Record<Verb, { readonly match: boolean; readonly noneMatch: boolean }>> = {
  OPTIONS: { match: false, noneMatch: false },
  GET: { match: false, noneMatch: false },
  HEAD: { match: false, noneMatch: false },
  PROPFIND: { match: false, noneMatch: false },
  UNLOCK: { match: false, noneMatch: false },
  LOCK: { match: true, noneMatch: false },
  PUT: { match: true, noneMatch: true },
  PROPPATCH: { match: true, noneMatch: true },
  MKCOL: { match: true, noneMatch: true },
  DELETE: { match: true, noneMatch: true },
  COPY: { match: true, noneMatch: true },
  MOVE: { match: true, noneMatch: true },
};

export function etagConditionsOf(request: IncomingMessage, verb: Verb): EtagConditions {
  const obeyed = OBEYED[verb];
  return {
    match: obeyed.match ? headerOf(request, 'if-match') : undefined,
    noneMatch: obeyed.noneMatch ? headerOf(request, 'if-none-match') : undefined,
  };
}

/**
 * @param node what is at the requested address now; a collection has no tag, but is there for `*`
 * @throws Refusal 412
 */
export function checkEtags({ match, noneMatch }: EtagConditions, node: TreeNode | undefined): void {
  if (match !== undefined && !isMatched(match, node)) throw refusals.preconditionFailed();
  if (noneMatch !== undefined && isMatched(noneMatch, node)) throw refusals.preconditionFailed();
}

function isMatched(header: string, node: TreeNode | undefined): boolean {
  if (header === '*') return node !== undefined;
  return matchesEtag(header, node?.kind === 'file' ? node.content.etag : undefined);
}
