import { refusals } from '../http/refusal.js';

/** Everything the door answers to. POST is not among them: it would be a second PUT. */
export const VERBS = [
  'OPTIONS',
  'GET',
  'HEAD',
  'PUT',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'DELETE',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
] as const;

export type Verb = (typeof VERBS)[number];

export const ALLOW = VERBS.join(', ');

/** @throws Refusal 405 */
export function verbOf(method: string | undefined): Verb {
  const verb = VERBS.find((each) => each === method);
  if (verb === undefined) throw refusals.verbNotAllowed(method ?? '', ALLOW);
  return verb;
}
