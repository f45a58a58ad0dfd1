import { frenchCount, frenchList } from '../text/french.js';
import type { ErrorNoun, ProblemGroup } from './problem.js';

/** What is wrong, by code; a format has its own, and other errors are just errors. */
const NOUNS: Readonly<Record<string, ErrorNoun>> = {
  year_date_unreadable: ['date d’année scolaire illisible', 'dates d’année scolaire illisibles'],
  year_dates_inverted: ['année qui finit avant de commencer', 'années qui finissent avant de commencer'],
  first_week_not_monday: [
    'première semaine qui ne commence pas un lundi',
    'premières semaines qui ne commencent pas un lundi',
  ],
  place_out_of_order: ['heure mal placée dans la grille', 'heures mal placées dans la grille'],
  ident_duplicate: ['ligne du même identifiant qu’une autre', 'lignes du même identifiant qu’une autre'],
  course_slot_unreadable: ['cours illisible', 'cours illisibles'],
  weeks_unreadable: ['cours aux semaines illisibles', 'cours aux semaines illisibles'],
  place_outside_grid: ['cours hors de la grille horaire', 'cours hors de la grille horaire'],
  ident_unreadable: ['ligne sans numéro lisible', 'lignes sans numéro lisible'],
  reference_unreadable: ['renvoi illisible', 'renvois illisibles'],
  section_missing: ['partie absente du fichier', 'parties absentes du fichier'],
  section_without_rows: ['partie vide', 'parties vides'],
  row_missing: ['ressource absente du fichier', 'ressources absentes du fichier'],
};

const UNNAMED = ['erreur', 'erreurs'] as const;
const OTHERS = ['autre erreur', 'autres erreurs'] as const;

const NAMED: ReadonlySet<string> = new Set(['row_missing', 'section_without_rows']);

/** Kinds of error that a sentence names; the others are counted together. */
const MOST_NAMED = 3;

/**
 * What is said of a file that is imported with problems, errors before warnings: « 1 cours illisible ; 27 avertissements : à voir
 * dans le bilan. » Names no person.
 */
export function problemsMessage(groups: readonly ProblemGroup[]): string {
  const errors = errorsInWords(groups);
  const warnings = total(groups.filter(({ severity }) => severity === 'warning'));
  const said = frenchCount(warnings, 'avertissement', 'avertissements');
  if (errors === '') return `Le fichier donne lieu à ${said}, à voir dans le bilan.`;
  return `${[errors, ...(warnings > 0 ? [said] : [])].join('\u202f; ')}, à voir dans le bilan.`;
}

/** « 2 cours illisibles et 1 partie vide (les matières : 64 renvois) »; empty: there is no error. Names no person. */
export function errorsInWords(groups: readonly ProblemGroup[]): string {
  const errors = groups.filter(({ severity }) => severity === 'error');
  const named = errors.filter((group) => nounOf(group) !== undefined).slice(0, MOST_NAMED);
  const others = total(errors) - total(named);
  const [singular, plural] = named.length === 0 ? UNNAMED : OTHERS;
  return frenchList([
    ...named.map(errorOf),
    ...(others === 0 ? [] : [frenchCount(others, singular, plural)]),
  ]);
}

const nounOf = ({ code, noun }: ProblemGroup): ErrorNoun | undefined =>
  noun ?? (Object.hasOwn(NOUNS, code) ? NOUNS[code] : undefined);

function errorOf(group: ProblemGroup): string {
  const { code, count, examples } = group;
  const [singular, plural] = nounOf(group) ?? UNNAMED;
  const [only] = examples;
  // What is missing is named: it is what to look for in EDT.
  const name = NAMED.has(code) && count === 1 ? only?.value : undefined;
  return frenchCount(count, singular, plural) + (name === undefined ? '' : ` (${name})`);
}

const total = (groups: readonly ProblemGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);
