import { countOf } from '../text/french-noun.js';
import { frenchInteger, frenchList } from '../text/french.js';
import { DIRECTORY_NOUNS, type DirectoryLoss } from './directory-losses.js';
import { DIRECTORY_LISTS } from './directory-source.js';
import type { DirectoryChanges } from './directory-changes.js';

/** « 412 élèves ajoutés et 3 classes retirées. » what a file would do, and what a person has to look at twice. */
export function directorySentence(changes: DirectoryChanges, losses: readonly DirectoryLoss[]): string {
  const parts = DIRECTORY_LISTS.flatMap((list) => {
    const change = changes[list];
    if (change === undefined) return [];
    const counts = [
      [change.created, 'ajouté'],
      [change.changed, 'modifié'],
      [change.gone, 'retiré'],
    ] as const;
    return counts.flatMap(([count, what]) =>
      count === 0 ? [] : [countOf(count, DIRECTORY_NOUNS[list], what)],
    );
  });
  const done =
    parts.length === 0
      ? 'Ce fichier ne change rien à l’annuaire.'
      : `Ce que ferait ce fichier : ${frenchList(parts)}.`;
  if (losses.length === 0) return done;
  const lost = losses.map(
    ({ list, lost: count, known }) =>
      `${countOf(count, DIRECTORY_NOUNS[list], '')} sur ${frenchInteger(known)}`,
  );
  return `${done} Attention : il retirerait de l’annuaire ${frenchList(lost)}. Vérifiez que l’export est complet avant de confirmer.`;
}
