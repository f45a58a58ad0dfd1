import { frenchInteger, type TimetableProgram } from '@timetable/domain';
import type { UnreadableDetails } from './unreadable.js';

/** What sentences of several catalogues say alike. */
export const exportAnew = ({ name }: TimetableProgram): string =>
  `Refaites l’export depuis ${name} et déposez-le de nouveau.`;
export const whichExport = ({ that }: TimetableProgram): string =>
  `Déposez tel quel, en .xml ou en .zip, l’export ${that} produit pour l’ENT.`;

/** Of a directory sent in place of a timetable. */
export const LOADED_APART =
  'L’annuaire de l’établissement se charge à part, dans les réglages de l’import : « Annuaire de l’ENT ».';

export const atLine = ({ line }: UnreadableDetails): string =>
  line === undefined ? '' : ` (ligne ${frenchInteger(line)})`;

export const quoted = ({ value }: UnreadableDetails): string =>
  value === undefined || value === '' ? '' : ` (« ${value} »)`;
