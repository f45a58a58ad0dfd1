import { frenchCount, frenchList } from '../text/french.js';
import type { ProblemGroup } from './problem.js';

/** What is wrong, by code, as counted in a sentence; other errors are just errors. */
const NOUNS: Readonly<Record<string, readonly [singular: string, plural: string]>> = {
  course_slot_unreadable: ['cours illisible', 'cours illisibles'],
  weeks_unreadable: ['cours aux semaines illisibles', 'cours aux semaines illisibles'],
  place_outside_grid: ['cours hors de la grille horaire', 'cours hors de la grille horaire'],
  ident_unreadable: ['ligne sans numéro lisible', 'lignes sans numéro lisible'],
  reference_unreadable: ['renvoi illisible', 'renvois illisibles'],
  row_missing: ['ressource absente du fichier', 'ressources absentes du fichier'],
};

/** Kinds of error that a sentence names; the others are counted together. */
const MOST_NAMED = 3;

/**
 * What is said of a file that is imported with problems, errors before warnings: « 1 cours illisible ; 27 avertissements : à voir
 * dans le bilan. » Names no person.
 */
export function problemsMessage(groups: readonly ProblemGroup[]): string {
  const errors = groups.filter(({ severity }) => severity === 'error');
  const parts = errors.slice(0, MOST_NAMED).map(errorOf);
  const others = total(errors.slice(MOST_NAMED));
  if (others > 0) parts.push(frenchCount(others, 'autre erreur', 'autres erreurs'));
  const warnings = total(groups.filter(({ severity }) => severity === 'warning'));
  const said = frenchCount(warnings, 'avertissement', 'avertissements');
  if (parts.length === 0) return `Le fichier donne lieu à ${said}, à voir dans le bilan.`;
  return `${[frenchList(parts), ...(warnings > 0 ? [said] : [])].join('\u202f; ')}, à voir dans le bilan.`;
}

function errorOf({ code, count, examples }: ProblemGroup): string {
  const [singular, plural] = NOUNS[code] ?? ['erreur', 'erreurs'];
  const [only] = examples;
  // A missing row is named: it is what to look for in EDT.
  const name = code === 'row_missing' && count === 1 ? only?.value : undefined;
  return frenchCount(count, singular, plural) + (name === undefined ? '' : ` (${name})`);
}

const total = (groups: readonly ProblemGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);
