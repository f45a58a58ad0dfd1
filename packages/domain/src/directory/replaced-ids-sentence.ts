import { countOf } from '../text/french-noun.js';
import { frenchList } from '../text/french.js';
import { MATCH_KIND_NOUNS } from './match-kind-nouns.js';
import type { MatchKind } from './match.js';

const KINDS: readonly MatchKind[] = ['class', 'teacher', 'pupil'];

/** What is said of ids that the directory has replaced since the import before; undefined: it has replaced none. */
export function replacedIdsSentence(
  counts: Partial<Readonly<Record<MatchKind, number>>>,
): string | undefined {
  const things = KINDS.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [countOf(count, MATCH_KIND_NOUNS[kind], '')];
  });
  if (things.length === 0) return undefined;
  return `Depuis l’import précédent, l’annuaire a donné un autre identifiant à ${frenchList(things)}. L’import les a reconnus : leurs séances, leurs groupes et leurs rattachements sont restés les mêmes.`;
}
