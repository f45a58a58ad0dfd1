import { CHANGED_THINGS, CHANGES, EDITED_BY_HAND, FROZEN, KEPT, UNCHANGED } from './counted-things.js';
import { frenchCount } from './french.js';
import { frenchBytes } from './french-bytes.js';
import { countOf, feminine, masculine, type Noun } from './french-noun.js';

/** What steps count: `courses`, or `sessions` in `sessionsCreated`. */
export const COUNTED_NOUNS = {
  ...CHANGED_THINGS,
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
    .toSorted(([one], [other]) => rankOf(one) - rankOf(other))
    .map(([name, count]) => countInFrench(name, count))
    .join(', ');
}

/** What a file holds comes first, from what it is about to where it takes place; the rest keeps its order. */
const READ = ['courses', 'classes', 'groups', 'pupils', 'teachers', 'subjects', 'rooms'];

const rankOf = (name: string): number => (READ.includes(name) ? READ.indexOf(name) : READ.length);

function countInFrench(name: string, count: number): string {
  if (name === 'bytes') return frenchBytes(count);
  const [, what = '', change = ''] = /^([a-z]+)([A-Z]\w*)?$/.exec(name) ?? [];
  const noun = nouns[what];
  const participle = change === '' ? '' : PARTICIPLES[change.charAt(0).toLowerCase() + change.slice(1)];
  if (noun === undefined || participle === undefined) return frenchCount(count, name, name);
  return countOf(count, noun, participle);
}
