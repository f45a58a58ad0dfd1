import { feminine, masculine, type Noun } from './french-noun.js';

/** What an import changes, in the order of the report. */
export const CHANGED_THINGS = {
  subjects: feminine('matière', 'matières'),
  services: masculine('service d’enseignement', 'services d’enseignement'),
  closures: feminine('période de fermeture', 'périodes de fermeture'),
  groups: masculine('groupe', 'groupes'),
  memberships: masculine('rattachement', 'rattachements'),
  sessions: feminine('séance', 'séances'),
} as const satisfies Readonly<Record<string, Noun>>;

/** What becomes of them, in the order of the report: masculine singular, to be agreed with the noun. */
export const CHANGES = {
  created: 'créé',
  added: 'ajouté',
  modified: 'modifié',
  moved: 'déplacé',
  renamed: 'renommé',
  revived: 'rétabli',
  cancelled: 'annulé',
  deleted: 'supprimé',
  ended: 'terminé',
} as const;

/** What is left as it is. */
export const UNCHANGED = 'inchangé';
export const KEPT = 'conservé faute de lecture';
export const FROZEN = 'déjà passé';
export const EDITED_BY_HAND = 'modifié à la main';
