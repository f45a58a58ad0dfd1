import type { AccessNotificationData } from '@timetable/domain';
import type { MailContent } from './mail-content.js';
import { layOut } from './mail-layout.js';

/** Gives a depositor what the timetable program asks for. The only mail that carries a secret: it is never rendered twice. */
export function renderAccessMail(access: AccessNotificationData): MailContent {
  return layOut({
    subject: `${access.renewed ? 'Nouveau mot de passe' : 'Votre compte d’accès'} pour l’import des emplois du temps : ${access.campusName}`,
    title: access.renewed
      ? 'Votre nouveau mot de passe pour l’import des emplois du temps'
      : 'Votre compte d’accès pour l’import des emplois du temps',
    intro: [
      `Bonjour ${access.userName},`,
      access.renewed
        ? 'Le mot de passe ci-dessous remplace l’ancien, qui ne fonctionne plus : remplacez-le dans le logiciel d’emploi du temps.'
        : 'Ce compte permet au logiciel d’emploi du temps (EDT, PRONOTE ou UDT) d’envoyer ses exports à l’ENT.',
    ],
    facts: [
      { label: 'Établissement', value: access.campusName },
      { label: 'Identifiant', value: access.login },
      { label: 'Mot de passe', value: access.password },
      ...access.urls.map(({ label, url }) => ({ label: `Adresse (${label})`, value: url })),
    ],
    sections: [
      {
        heading: 'Ce qu’il faut faire',
        lines: [
          'Dans le logiciel, ouvrez le réglage de l’export automatique vers l’ENT.',
          'Recopiez l’adresse qui convient : celle de tous les établissements si le fichier les couvre tous, sinon celle de l’établissement concerné.',
          'Recopiez l’identifiant et le mot de passe, puis enregistrez.',
          'Si plusieurs exports sont proposés (« EDT » et « EDT_PRONOTE »), ne gardez que « EDT ».',
        ],
      },
      {
        heading: 'À savoir',
        lines: [
          'Ce mot de passe ne sert qu’à déposer des fichiers. Ne le transmettez à personne : un autre compte peut être créé.',
          'Ce mot de passe ne pourra pas être relu dans l’ENT : s’il est perdu, le gestionnaire de vie scolaire en génère un autre.',
        ],
      },
    ],
    closing: 'Message automatique envoyé à la demande du gestionnaire de vie scolaire.',
  });
}
