import { frenchCount } from './french.js';
import { countOf, feminine, masculine, type Noun } from './french-noun.js';

/** What steps count: `courses`, or `sessions` in `sessionsCreated`. */
const NOUNS: Readonly<Record<string, Noun>> = {
  bytes: masculine('octet', 'octets'),
  courses: masculine('cours', 'cours'),
  subjects: feminine('matière', 'matières'),
  teachers: masculine('enseignant', 'enseignants'),
  pupils: masculine('élève', 'élèves'),
  classes: feminine('classe', 'classes'),
  groups: masculine('groupe', 'groupes'),
  rooms: feminine('salle', 'salles'),
  services: masculine('service', 'services'),
  closures: feminine('période de fermeture', 'périodes de fermeture'),
  memberships: masculine('rattachement', 'rattachements'),
  sessions: feminine('séance', 'séances'),
  errors: feminine('erreur', 'erreurs'),
  warnings: masculine('avertissement', 'avertissements'),
  exceeded: masculine('seuil dépassé', 'seuils dépassés'),
};

/** What becomes of them: masculine singular, to be agreed with the noun. */
const PARTICIPLES: Readonly<Record<string, string>> = {
  Created: 'créé',
  Added: 'ajouté',
  Modified: 'modifié',
  Moved: 'déplacé',
  Renamed: 'renommé',
  Deleted: 'supprimé',
  Ended: 'terminé',
  Cancelled: 'annulé',
  Revived: 'rétabli',
  Unchanged: 'inchangé',
  Frozen: 'déjà passé',
  EditedByHand: 'modifié à la main',
  Kept: 'conservé faute de lecture',
};

/** « 701 cours, 45 groupes créés, 1 séance annulée »: what is not zero; a name that nobody knows stays as it is. */
export function countsInFrench(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => countInFrench(name, count))
    .join(', ');
}

function countInFrench(name: string, count: number): string {
  const [, what = '', change = ''] = /^([a-z]+)([A-Z]\w*)?$/.exec(name) ?? [];
  const noun = NOUNS[what];
  const participle = change === '' ? '' : PARTICIPLES[change];
  if (noun === undefined || participle === undefined) return frenchCount(count, name, name);
  return countOf(count, noun, participle);
}
