import {
  completeDepositUrl,
  inWordsOf,
  programOfSchool,
  type AccessNotificationData,
} from '@timetable/domain';
import type { MailContent } from './mail-content.js';
import { layOut } from './mail-layout.js';
import { OWN_PAGES_LABEL, OWN_PAGES_LINES } from './own-pages.js';

/**
 * Gives a depositor what the timetable program asks for. The only mail that carries a password: it is never rendered twice.
 * @param ownPages the link to their own pages; undefined: they have none
 */
export function renderAccessMail(access: AccessNotificationData, ownPages: string | undefined): MailContent {
  const { campusName, formats, login, password, renewed, urls } = access;
  const program = programOfSchool(formats);
  const said = (text: string): string => inWordsOf(program, text);
  return layOut({
    subject: `[EDT] ${campusName} : ${renewed ? 'nouveau mot de passe' : 'votre compte d’accès'} pour envoyer l’emploi du temps`,
    title: renewed
      ? 'Votre nouveau mot de passe pour l’envoi de l’emploi du temps'
      : 'Votre compte d’accès pour l’envoi de l’emploi du temps',
    intro: [
      `Bonjour ${access.userName},`,
      renewed
        ? 'Le mot de passe ci-dessous remplace l’ancien, qui ne fonctionne plus : remplacez l’adresse dans le logiciel d’emploi du temps.'
        : said('Ce compte permet à EDT d’envoyer ses exports à l’ENT, à chaque changement.'),
    ],
    facts: [],
    sections: [
      {
        heading: said('L’adresse à coller dans EDT'),
        lines: [
          said(
            'Dans EDT, à l’endroit où se règle l’export automatique vers l’ENT, collez l’une de ces adresses, entière. Elle contient déjà l’identifiant et le mot de passe.',
          ),
        ],
        facts: urls.map(({ label, url }) => ({ label, value: completeDepositUrl(url, login, password) })),
      },
      {
        heading: 'Quelle adresse choisir',
        lines: [
          ...(urls.length > 1
            ? [
                'Si l’export couvre tous les établissements, prenez la première. Sinon, prenez celle de l’établissement que l’export concerne.',
              ]
            : []),
          ...(formats.includes('edt')
            ? ['Si plusieurs exports sont proposés (« EDT » et « EDT_PRONOTE »), ne gardez que « EDT ».']
            : []),
        ],
      },
      {
        heading: 'Pour un autre logiciel, qui demande chaque chose à part',
        lines: [],
        facts: [
          { label: 'Identifiant', value: login },
          { label: 'Mot de passe', value: password },
          ...urls.map(({ label, url }) => ({ label: `Adresse (${label})`, value: url })),
        ],
      },
      {
        heading: 'Suivre vos dépôts',
        lines: ownPages === undefined ? [] : OWN_PAGES_LINES,
        link: ownPages === undefined ? undefined : { label: OWN_PAGES_LABEL, url: ownPages },
      },
      {
        heading: 'À savoir',
        lines: [
          'Gardez ce message pour vous : ces adresses valent mot de passe. Elles ne servent qu’à déposer des fichiers. Pour une autre personne, un autre compte peut être créé.',
          `Ce mot de passe ne pourra pas être relu dans l’ENT : s’il est perdu, demandez-en un autre ${ownPages === undefined ? '' : 'par le lien ci-dessus, ou '}au gestionnaire de vie scolaire.`,
        ],
      },
    ],
    closing: 'Message automatique envoyé à la demande du gestionnaire de vie scolaire.',
  });
}
