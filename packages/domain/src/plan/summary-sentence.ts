import { CHANGED_THINGS, CHANGES, EDITED_BY_HAND, FROZEN, KEPT, UNCHANGED } from '../text/counted-things.js';
import { countOf, headingOf, participleOf, type Noun } from '../text/french-noun.js';
import { capitalised, frenchInteger } from '../text/french.js';
import type { ChangeKind } from './plan.js';
import { MADE_CHANGE_TYPES, type RecordedChangeType } from './recorded-change.js';

const nounOf = (kind: ChangeKind): Noun => CHANGED_THINGS[`${kind}s`];

export const isChangeKind = (key: string): key is ChangeKind => `${key}s` in CHANGED_THINGS;

/** « Séances ». */
export const changeKindLabel = (kind: ChangeKind): string => headingOf(nounOf(kind));

/** What becomes of things, each with the heading of its column: « Créé », « Déplacé ». */
export const SUMMARISED_CHANGES = MADE_CHANGE_TYPES.map((type) => ({
  type,
  heading: capitalised(CHANGES[type]),
}));

/**
 * « 12 séances créées, 3 annulées »; « 12 séances seraient créées » of an import that wrote nothing.
 * @param counts by what becomes of things of this kind
 */
export function summarySentence(
  kind: ChangeKind,
  counts: ReadonlyMap<string, number>,
  tense: { readonly isConditional: boolean },
): string {
  const noun = nounOf(kind);
  const found = Object.entries(CHANGES).flatMap(([type, participle]) => {
    const count = counts.get(type) ?? 0;
    return count === 0 ? [] : [{ count, said: participleOf(count, noun, participle, tense) }];
  });
  return found
    .map(
      ({ count, said }, index) => `${index === 0 ? countOf(count, noun, '') : frenchInteger(count)} ${said}`,
    )
    .join(', ');
}

const BECOMES = {
  ...CHANGES,
  unchanged: UNCHANGED,
  frozen: FROZEN,
  edited_by_hand: EDITED_BY_HAND,
  kept: KEPT,
} as const satisfies Readonly<Record<RecordedChangeType, string>>;

/** A line of a plan: « Séance » and « créée », « serait créée » of an import that wrote nothing, « modifiée à la main ». */
export function lineInWords(
  kind: ChangeKind,
  type: RecordedChangeType,
  tense: { readonly isConditional: boolean },
): { readonly thing: string; readonly becomes: string } {
  const noun = nounOf(kind);
  const isMade = MADE_CHANGE_TYPES.some((made) => made === type);
  return {
    thing: capitalised(noun.singular),
    becomes: participleOf(1, noun, BECOMES[type], isMade ? tense : {}),
  };
}
