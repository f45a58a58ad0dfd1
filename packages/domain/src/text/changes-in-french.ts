import type { Counts } from '../import/counts.js';
import { feminine, masculine, participleOf } from './french-noun.js';
import { frenchInteger } from './french.js';

/** Kinds of things an import changes, in the order of the report. */
const KINDS = {
  subjects: feminine('matière', 'matières'),
  services: masculine('service d’enseignement', 'services d’enseignement'),
  closures: feminine('période de fermeture', 'périodes de fermeture'),
  groups: masculine('groupe', 'groupes'),
  memberships: masculine('rattachement', 'rattachements'),
  sessions: feminine('séance', 'séances'),
} as const;
export type ChangedKind = keyof typeof KINDS;

/** Endings of the counts' names, as participles, in the order of the report. */
const CHANGES = [
  ['Created', 'créé'],
  ['Added', 'ajouté'],
  ['Modified', 'modifié'],
  ['Moved', 'déplacé'],
  ['Renamed', 'renommé'],
  ['Revived', 'rétabli'],
  ['Cancelled', 'annulé'],
  ['Deleted', 'supprimé'],
  ['Ended', 'terminé'],
] as const;

/**
 * What becomes of each kind: « Séances » → [« 300 créées », « 12 modifiées »], or « 300 seraient créées » when nothing was
 * written. A kind of which nothing changes has « aucun changement », and a kind that the import has not counted is left out.
 */
export function changesInFrench(
  counts: Counts,
  tense: { readonly isConditional: boolean },
): { readonly kind: ChangedKind; readonly label: string; readonly changes: readonly string[] }[] {
  const counted = new Map<string, number>(Object.entries(counts));
  return Object.entries(KINDS).flatMap(([name, noun]) => {
    const kind = isKind(name) ? name : undefined;
    const found = [...counted.keys()].some(
      (key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)),
    );
    if (kind === undefined || !found) return [];
    const changes = CHANGES.flatMap(([ending, participle]) => {
      const count = counted.get(`${name}${ending}`) ?? 0;
      return count === 0 ? [] : [`${frenchInteger(count)} ${participleOf(count, noun, participle, tense)}`];
    });
    const unchanged = counted.get(`${name}Unchanged`) ?? 0;
    const kept =
      unchanged === 0 ? [] : [`${frenchInteger(unchanged)} ${participleOf(unchanged, noun, 'inchangé')}`];
    const label = noun.plural.charAt(0).toUpperCase() + noun.plural.slice(1);
    return [
      {
        kind,
        label,
        changes: changes.length + kept.length === 0 ? ['aucun changement'] : [...changes, ...kept],
      },
    ];
  });
}

const isKind = (name: string): name is ChangedKind => name in KINDS;
