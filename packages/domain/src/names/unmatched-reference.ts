import type { MatchKind } from '../directory/match.js';

/** Whom and what sessions and services refer to. */
export type ReferredKind = Exclude<MatchKind, 'pupil'>;

/** Classes and groups are known by their names alone, teachers by several identifiers: only the latter keep theirs apart. */
const BY_NAME = 'name:';

/**
 * How sessions and services refer to what a file names and the ENT does not know: `?` and the key of its match, without
 * what all keys of its kind begin with. What it is shown as is the match's label.
 */
export function unmatchedReference(kind: ReferredKind, matchKey: string): string {
  return `?${kind !== 'teacher' && matchKey.startsWith(BY_NAME) ? matchKey.slice(BY_NAME.length) : matchKey}`;
}

/** What stands in sessions and services for a teacher whom the ENT never knew, once nothing may name them any more. */
export const FORGOTTEN_TEACHER = '?';

/**
 * A reference as it is given out: the key of a teacher's match may be their identifier or tell their birth date, which is for
 * those who decide on matches.
 * @param name what people call them
 */
export const shownReference = (reference: string, name: string): string =>
  reference.startsWith('?') ? `?${name}` : reference;

/** What a reference is called when neither the ENT nor a file says it any more. */
export function nameWithoutMatch(kind: ReferredKind, reference: string): string {
  if (!reference.startsWith('?')) return reference;
  return kind === 'teacher' ? 'Enseignant inconnu de l’ENT' : reference.slice(1);
}

/** The key of the match whose label is the name that the file writes; undefined for a reference to what the ENT knows. */
export function matchKeyOf(kind: ReferredKind, reference: string): string | undefined {
  if (!reference.startsWith('?')) return undefined;
  return kind === 'teacher' ? reference.slice(1) : `${BY_NAME}${reference.slice(1)}`;
}
