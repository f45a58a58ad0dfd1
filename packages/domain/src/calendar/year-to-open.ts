import type { ClosureRun } from '../plan/plan.js';
import { addDays, addMonths, frenchLongDate } from './local-date.js';
import {
  isYearLong,
  LONGEST_YEAR_MONTHS,
  SHORTEST_YEAR_MONTHS,
  yearAfter,
  type SchoolYearDates,
} from './school-year.js';

/** A year of an establishment, and whether its first import is done. */
interface EnteredYear extends SchoolYearDates {
  readonly state: 'awaiting_first_import' | 'open';
}

/** The year that a manager may open now: the one that awaits its first import, else the one after it. */
export function yearToOpen({ label, startsOn, endsOn, state }: EnteredYear): SchoolYearDates {
  return state === 'awaiting_first_import' ? { label, startsOn, endsOn } : yearAfter({ startsOn, endsOn });
}

/** Why a year cannot be opened. */
export const yearAlreadyOpenMessage = (label: string): string =>
  `L’année ${label} ne peut pas être ouverte : cette année ou une suivante l’est déjà.`;

const MOST_MONTHS_AHEAD = 12;
const MOST_MONTHS_SHARED = 2;

/**
 * Why these dates make no school year that could be opened today, in French, each with the date that is wrong; empty when they do.
 *
 * @param running the year in force, when its first import is done
 */
export function openingObstacles(
  { startsOn, endsOn }: Pick<SchoolYearDates, 'startsOn' | 'endsOn'>,
  { today, running }: { readonly today: string; readonly running?: SchoolYearDates | undefined },
): { readonly field: 'startsOn' | 'endsOn'; readonly message: string }[] {
  if (!isYearLong({ startsOn, endsOn })) {
    const message = `Une année scolaire dure de ${SHORTEST_YEAR_MONTHS} à ${LONGEST_YEAR_MONTHS} mois.`;
    return [{ field: 'endsOn', message }];
  }
  if (endsOn < today) return [{ field: 'endsOn', message: 'Cette année est déjà terminée.' }];
  if (startsOn > addMonths(today, MOST_MONTHS_AHEAD)) {
    const message = `Une année s’ouvre au plus tôt ${MOST_MONTHS_AHEAD} mois avant son début.`;
    return [{ field: 'startsOn', message }];
  }
  if (running !== undefined && addMonths(startsOn, MOST_MONTHS_SHARED) < running.endsOn) {
    const message =
      `L’année ${running.label} va jusqu’au ${frenchLongDate(running.endsOn)} : ` +
      'la suivante ne peut pas commencer plus de deux mois avant.';
    return [{ field: 'startsOn', message }];
  }
  return [];
}

/**
 * What opening that year changes, and from when, in French sentences for whoever is about to do it.
 *
 * @param current the year in force
 */
export function openingConsequences(
  year: SchoolYearDates,
  { today, current }: { readonly today: string; readonly current?: EnteredYear | undefined },
): string[] {
  const { label } = year;
  const undo = `L’ouverture peut être annulée tant que rien n’a été importé dans l’année ${label}.`;
  const first = `jusqu’à ce qu’un responsable fasse à la main le premier import de l’année ${label}.`;
  if (current?.state !== 'open') {
    return [
      `L’année ${label} prend les dates et les fermetures données.`,
      `Les envois automatiques restent sans effet ${first}`,
      undo,
    ];
  }
  const kept = [
    'Les comptes d’accès, les rapprochements et les réglages restent.',
    `Les séances et les groupes de l’année ${current.label} restent lisibles.`,
    undo,
  ];
  if (year.startsOn <= today) {
    return [
      `L’année ${label} a déjà commencé : elle remplace aussitôt l’année ${current.label}.`,
      `Les envois automatiques s’arrêtent dès l’ouverture, ${first}`,
      ...kept,
    ];
  }
  return [
    `Jusqu’au ${frenchLongDate(addDays(year.startsOn, -1))}, l’année ${current.label} continue : ses envois automatiques sont intégrés comme aujourd’hui.`,
    `Les envois automatiques s’arrêteront le ${frenchLongDate(year.startsOn)}, ${first}`,
    `Ce premier import peut être fait dès maintenant, avec un fichier de l’année ${label} : les envois automatiques ne s’arrêteront pas.`,
    ...kept,
  ];
}

/** Why the opening of a year cannot be undone. */
export const openingNotUndoneMessage = (label: string, isImported: boolean): string =>
  isImported
    ? `L’ouverture de l’année ${label} ne peut plus être annulée : un emploi du temps y est déjà importé.`
    : `Il n’y a pas d’ouverture à annuler : personne n’a ouvert l’année ${label}, qui est seulement proposée.`;

/** Whether a closure says anything about another year. */
export const leavesYear = ({ startsOn, endsOn }: ClosureRun, year: SchoolYearDates): boolean =>
  startsOn < year.startsOn || endsOn > year.endsOn;

/** Why a closure cannot be kept. */
export const closureOutsideYearMessage = ({ startsOn, endsOn }: SchoolYearDates): string =>
  `Cette fermeture sort de l’année scolaire (${startsOn} – ${endsOn}).`;
