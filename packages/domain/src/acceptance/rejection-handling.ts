import { UNACCEPTABLE_CODES, type UnacceptableCode } from './rejection-code.js';

/** What follows from a rejection. */
export interface RejectionHandling {
  /** Who can make the next file pass. */
  readonly actor: 'depositor' | 'manager';
  /** French, when correcting and exporting again is not what to do. */
  readonly advice?: readonly string[];
  /**
   * Every file of the campus meets it until somebody has acted, whichever establishment it is for.
   * @default false
   */
  readonly isOfWholeCampus?: boolean;
}

const CORRECT_AND_EXPORT: RejectionHandling = { actor: 'depositor' };

const MANAGER_DECIDES: RejectionHandling = {
  actor: 'manager',
  advice: [
    'Le gestionnaire de vie scolaire décide : soit l’export est à refaire, soit les paramètres ou l’année scolaire sont à changer dans l’ENT.',
    'Ensuite, exportez à nouveau l’emploi du temps depuis le logiciel.',
  ],
};

const HANDLING: Readonly<Record<UnacceptableCode, RejectionHandling>> = {
  format_not_accepted: MANAGER_DECIDES,
  version_not_accepted: MANAGER_DECIDES,
  wrong_school: CORRECT_AND_EXPORT,
  establishment_missing: {
    actor: 'depositor',
    advice: [
      'Corrigez l’adresse d’envoi dans le logiciel d’emploi du temps : celle de l’établissement pour le fichier d’un établissement, celle de la cité scolaire pour un fichier qui les contient tous.',
      'Rien n’a changé dans l’ENT.',
    ],
  },
  wrong_school_year: MANAGER_DECIDES,
  school_years_differ: { ...MANAGER_DECIDES, isOfWholeCampus: true },
  first_import_required: {
    actor: 'manager',
    advice: [
      'Le gestionnaire de vie scolaire fait ce premier import dans l’ENT, à la main, une seule fois.',
      'Rien n’est à changer dans le logiciel d’emploi du temps.',
    ],
    isOfWholeCampus: true,
  },
  structure_errors: CORRECT_AND_EXPORT,
  section_empty: CORRECT_AND_EXPORT,
};

/** @param code of the rejection; a file that cannot be read, or a code nobody knows, is exported again */
export function rejectionHandling(code: string | undefined): RejectionHandling {
  const known = UNACCEPTABLE_CODES.find((candidate) => candidate === code);
  return known === undefined ? CORRECT_AND_EXPORT : HANDLING[known];
}
