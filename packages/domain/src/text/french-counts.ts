import { frenchCount } from './french.js';

/** Singular, plural. */
type Noun = readonly [singular: string, plural: string, gender?: 'feminine'];

/** What steps count: `courses`, or `sessions` in `sessionsCreated`. */
const NOUNS: Readonly<Record<string, Noun>> = {
  bytes: ['octet', 'octets'],
  courses: ['cours', 'cours'],
  subjects: ['matière', 'matières', 'feminine'],
  teachers: ['enseignant', 'enseignants'],
  pupils: ['élève', 'élèves'],
  classes: ['classe', 'classes', 'feminine'],
  groups: ['groupe', 'groupes'],
  rooms: ['salle', 'salles', 'feminine'],
  services: ['service', 'services'],
  closures: ['période de fermeture', 'périodes de fermeture', 'feminine'],
  memberships: ['rattachement', 'rattachements'],
  sessions: ['séance', 'séances', 'feminine'],
  errors: ['erreur', 'erreurs', 'feminine'],
  warnings: ['avertissement', 'avertissements'],
  exceeded: ['seuil dépassé', 'seuils dépassés'],
};

/** What becomes of them: masculine singular, to be agreed with the noun. */
const PARTICIPLES: Readonly<Record<string, string>> = {
  Created: 'créé',
  Added: 'ajouté',
  Modified: 'modifié',
  Renamed: 'renommé',
  Deleted: 'supprimé',
  Ended: 'terminé',
  Cancelled: 'annulé',
  Revived: 'rétabli',
  Unchanged: 'inchangé',
  Frozen: 'déjà passé',
  EditedByHand: 'modifié à la main',
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
  const [singular, plural, gender] = noun;
  const agreed = (number: '' | 's'): string => agree(participle, (gender === undefined ? '' : 'e') + number);
  return frenchCount(count, `${singular}${agreed('')}`, `${plural}${agreed('s')}`);
}

/** The last word of « déjà passé », and the first of « modifié à la main », take the ending: the one that is a participle. */
function agree(participle: string, ending: string): string {
  if (participle === '') return '';
  return ` ${participle.replace(/\p{L}+[éi](?=$| à )/u, (word) => word + ending)}`;
}
