import { feminine, masculine, participleOf, countOf, type Noun } from '../text/french-noun.js';
import { frenchInteger } from '../text/french.js';
import type { ChangeKind } from './plan.js';
import type { RecordedChangeType } from './recorded-change.js';

const NOUNS: Readonly<Record<ChangeKind, Noun>> = {
  subject: feminine('matière', 'matières'),
  service: masculine('service d’enseignement', 'services d’enseignement'),
  closure: feminine('période de fermeture', 'périodes de fermeture'),
  group: masculine('groupe', 'groupes'),
  membership: masculine('rattachement', 'rattachements'),
  session: feminine('séance', 'séances'),
};

const PARTICIPLES: readonly (readonly [RecordedChangeType, string])[] = [
  ['created', 'créé'],
  ['modified', 'modifié'],
  ['moved', 'déplacé'],
  ['renamed', 'renommé'],
  ['revived', 'rétabli'],
  ['cancelled', 'annulé'],
  ['deleted', 'supprimé'],
];

/**
 * « 12 séances créées, 3 annulées »; « 12 séances seraient créées » of an import that wrote nothing.
 * @param counts by what becomes of things of this kind
 */
export function summarySentence(
  kind: ChangeKind,
  counts: ReadonlyMap<string, number>,
  tense: { readonly isConditional: boolean },
): string {
  const noun = NOUNS[kind];
  const found = PARTICIPLES.flatMap(([type, participle]) => {
    const count = counts.get(type) ?? 0;
    return count === 0 ? [] : [{ count, said: participleOf(count, noun, participle, tense) }];
  });
  return found
    .map(
      ({ count, said }, index) => `${index === 0 ? countOf(count, noun, '') : frenchInteger(count)} ${said}`,
    )
    .join(', ');
}
