import { CHANGED_THINGS, CHANGES, EDITED_BY_HAND, FROZEN, KEPT, UNCHANGED } from './counted-things.js';
import { frenchCount } from './french.js';
import { countOf, feminine, masculine, type Noun } from './french-noun.js';

/** What steps count: `courses`, or `sessions` in `sessionsCreated`. */
export const COUNTED_NOUNS = {
  ...CHANGED_THINGS,
  bytes: masculine('octet', 'octets'),
  courses: masculine('cours', 'cours'),
  teachers: masculine('enseignant', 'enseignants'),
  pupils: masculine('élève', 'élèves'),
  classes: feminine('classe', 'classes'),
  rooms: feminine('salle', 'salles'),
  // A step says in passing what the report spells out.
  services: masculine('service', 'services'),
  errors: feminine('erreur', 'erreurs'),
  warnings: masculine('avertissement', 'avertissements'),
  exceeded: masculine('seuil dépassé', 'seuils dépassés'),
} as const;
const nouns: Readonly<Record<string, Noun>> = COUNTED_NOUNS;

/** What becomes of them: masculine singular, to be agreed with the noun. */
const PARTICIPLES: Readonly<Record<string, string>> = {
  ...CHANGES,
  unchanged: UNCHANGED,
  frozen: FROZEN,
  editedByHand: EDITED_BY_HAND,
  kept: KEPT,
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
  const noun = nouns[what];
  const participle = change === '' ? '' : PARTICIPLES[change.charAt(0).toLowerCase() + change.slice(1)];
  if (noun === undefined || participle === undefined) return frenchCount(count, name, name);
  return countOf(count, noun, participle);
}
