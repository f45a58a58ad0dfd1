import { feminine, masculine, type Noun } from '../text/french-noun.js';
import type { MatchKind } from './match.js';

/** What a file names, as it is counted. */
export const MATCH_KIND_NOUNS: Readonly<Record<MatchKind, Noun>> = {
  teacher: masculine('enseignant', 'enseignants'),
  pupil: masculine('élève', 'élèves'),
  class: feminine('classe', 'classes'),
  group: masculine('groupe', 'groupes'),
};
