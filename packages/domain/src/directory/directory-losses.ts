import { frenchInteger, frenchList } from '../text/french.js';
import { countOf, feminine, masculine, type Noun } from '../text/french-noun.js';

/** What a load of the directory takes away from one of its lists. */
export interface DirectoryLoss {
  readonly list: 'teachers' | 'pupils' | 'classes' | 'users';
  /** Present before. */
  readonly known: number;
  /** In the list loaded. */
  readonly received: number;
  /** Present before and in the list no longer, under no other id either. */
  readonly lost: number;
}

/** More of a list than this percentage is no ordinary departure. */
const MOST_LOST_PERCENT = 20;
/** In a shorter list a few departures are a large share. */
const FEWEST_KNOWN = 10;

export const DIRECTORY_NOUNS: Readonly<Record<DirectoryLoss['list'], Noun>> = {
  teachers: masculine('enseignant', 'enseignants'),
  pupils: masculine('élève', 'élèves'),
  classes: feminine('classe', 'classes'),
  users: masculine('utilisateur', 'utilisateurs'),
};

/**
 * The losses that a person has to confirm (import-rules §3): a list that is emptied, or that loses more than a fifth of at
 * least ten. An incomplete extraction is far more common than a school that lost its pupils.
 */
export function lossesToConfirm(losses: readonly DirectoryLoss[]): DirectoryLoss[] {
  return losses.filter(({ known, received, lost }) => {
    const isLarge = known >= FEWEST_KNOWN && 100 * lost > MOST_LOST_PERCENT * known;
    return lost > 0 && (received === 0 || isLarge);
  });
}

/** Whether a person who was shown some losses, and confirmed them, has confirmed these: no larger ones. */
export const isWithinShown = (
  losses: readonly DirectoryLoss[],
  shown: readonly Pick<DirectoryLoss, 'list' | 'lost'>[],
): boolean => losses.every(({ list, lost }) => shown.some((loss) => loss.list === list && lost <= loss.lost));

/** `pupils:412,users:5`: what is repeated to confirm exactly these losses, and no larger ones. */
export function lossConfirmation(losses: readonly DirectoryLoss[]): string {
  return [...losses]
    .map(({ list, lost }) => `${list}:${lost}`)
    .sort()
    .join(',');
}

/** « Ce chargement retirerait de l’annuaire 412 élèves sur 430 et 5 utilisateurs sur 5 : rien n’a été changé… » */
export function lossesMessage(losses: readonly DirectoryLoss[]): string {
  const counted = losses.map(
    ({ list, lost, known }) => `${countOf(lost, DIRECTORY_NOUNS[list], '')} sur ${frenchInteger(known)}`,
  );
  return (
    `Ce chargement retirerait de l’annuaire ${frenchList(counted)} : rien n’a été changé. ` +
    'Vérifiez que l’extraction est complète ; si elle l’est, recommencez en confirmant ces nombres ' +
    `(?confirm=${lossConfirmation(losses)}).`
  );
}
