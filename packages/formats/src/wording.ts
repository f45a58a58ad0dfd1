import { frenchInteger } from '@timetable/domain';
import type { UnreadableDetails } from './unreadable.js';

/** What sentences of several catalogues say alike. */
export const EXPORT_AGAIN = 'Refaites l’export depuis EDT et déposez-le de nouveau.';
export const NOT_AN_EXPORT =
  'Déposez l’export d’emploi du temps qu’EDT produit pour l’ENT : un fichier .xml, ou un .zip qui le contient.';

export const atLine = ({ line }: UnreadableDetails): string =>
  line === undefined ? '' : ` (ligne ${frenchInteger(line)})`;

export const quoted = ({ value }: UnreadableDetails): string =>
  value === undefined || value === '' ? '' : ` (« ${value} »)`;
