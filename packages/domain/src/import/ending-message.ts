// What an import's page says of an end that no rule about its file explains.

/** Why an import ended, when no rule about its file says it. */
export const ENDING_CODES = [
  'superseded',
  'refused',
  'cancelled',
  'interrupted',
  /** Terminated in Temporal. */
  'terminated',
  /** Its file was opened once by a key that is gone. */
  'partner_key_missing',
] as const;
export type EndingCode = (typeof ENDING_CODES)[number];

export const SUPERSEDED_MESSAGE = 'Un dépôt plus récent a remplacé celui-ci.';

/**
 * A running import that was asked to stop, and did.
 *
 * @param login of who asked; undefined when it was not asked through us
 */
export const stoppedMessage = (login: string | undefined): string =>
  `Annulé ${login === undefined ? 'depuis Temporal' : `par ${login}`} avant d’avoir rien changé dans l’ENT.`;

/** Its workflow was terminated by hand. */
export const TERMINATED_MESSAGE =
  'L’import a été arrêté depuis Temporal avant sa fin. Le fichier est conservé.';

export const INTERRUPTED_MESSAGE = 'Une panne technique a interrompu l’import. Le fichier est conservé.';

/** Its file, read before, is encrypted for a key that has gone since. */
export const KEY_MISSING_MESSAGE =
  'L’export est chiffré, et la clé qui l’avait ouvert n’est plus dans l’ENT : il faut d’abord l’y remettre. Le fichier est conservé.';

/** One that nobody decided about while its school year lasted, nor before its personal data had to go. */
export const FORGOTTEN_MESSAGE =
  'Annulé sans décision : l’année scolaire est terminée et les données personnelles de l’import ont été effacées.';

/** @param login of who decided */
export const refusedMessage = (login: string): string => `Écarté par ${login}.`;

/** @param login of who decided */
export const cancelledMessage = (login: string): string => `Annulé par ${login}.`;
