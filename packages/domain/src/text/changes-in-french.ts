import type { Counts } from '../import/counts.js';
import { CHANGED_THINGS, CHANGES, UNCHANGED } from './counted-things.js';
import { headingOf, participleOf } from './french-noun.js';
import { frenchInteger } from './french.js';

export type ChangedKind = keyof typeof CHANGED_THINGS;

/**
 * What becomes of each kind: « Séances » → [« 300 créées », « 12 modifiées »], or « 300 seraient créées » when nothing was
 * written. A kind of which nothing changes has « aucun changement », and a kind that the import has not counted is left out.
 */
export function changesInFrench(
  counts: Counts,
  tense: { readonly isConditional: boolean },
): { readonly kind: ChangedKind; readonly label: string; readonly changes: readonly string[] }[] {
  const counted = new Map<string, number>(Object.entries(counts));
  return Object.entries(CHANGED_THINGS).flatMap(([name, noun]) => {
    const kind = isKind(name) ? name : undefined;
    const found = [...counted.keys()].some(
      (key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)),
    );
    if (kind === undefined || !found) return [];
    const changes = Object.entries(CHANGES).flatMap(([change, participle]) => {
      const count = counted.get(`${name}${change.charAt(0).toUpperCase()}${change.slice(1)}`) ?? 0;
      return count === 0 ? [] : [`${frenchInteger(count)} ${participleOf(count, noun, participle, tense)}`];
    });
    const unchanged = counted.get(`${name}Unchanged`) ?? 0;
    const kept =
      unchanged === 0 ? [] : [`${frenchInteger(unchanged)} ${participleOf(unchanged, noun, UNCHANGED)}`];
    return [
      {
        kind,
        label: headingOf(noun),
        changes: changes.length + kept.length === 0 ? ['aucun changement'] : [...changes, ...kept],
      },
    ];
  });
}

const isKind = (name: string): name is ChangedKind => name in CHANGED_THINGS;
