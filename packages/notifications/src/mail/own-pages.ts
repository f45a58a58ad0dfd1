import { DEPOSITOR_LINK_DAYS } from '../depositor-token.js';

/** Of the link that only the depositor's mail has. */
export const OWN_PAGES_LABEL = 'Voir mes dépôts';

export const OWN_PAGES_LINES: readonly string[] = [
  'Ce lien montre ce que sont devenus vos fichiers, et permet de demander un nouveau mot de passe, sans vous connecter.',
  `Il est à vous seul et sert ${DEPOSITOR_LINK_DAYS} jours ; chaque message en a un nouveau.`,
];
