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

/** Verbs that change what the tags speak of. GET and HEAD answer by themselves, since 304 is no refusal. */
const CHANGING: readonly Verb[] = ['PUT', 'PROPPATCH', 'MKCOL', 'DELETE', 'COPY', 'MOVE'];

/**
 * LOCK obeys `If-Match` alone: it changes no content, and Indy's `DAVLock` sends `If-None-Match: *` also for a file that
 * it is about to replace.
 */
export function etagConditionsOf(request: IncomingMessage, verb: Verb): EtagConditions {
  const isChanging = CHANGING.includes(verb);
  return {
    match: isChanging || verb === 'LOCK' ? headerOf(request, 'if-match') : undefined,
    noneMatch: isChanging ? headerOf(request, 'if-none-match') : undefined,
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
