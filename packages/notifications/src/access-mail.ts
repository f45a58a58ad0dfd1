import type { MailContent } from './mail-content.js';
import { layOut } from './mail-layout.js';

export interface AccessMail {
  /** The depositor, as greeted. */
  readonly userName: string;
  readonly campusName: string;
  readonly login: string;
  readonly password: string;
  /** All establishments first, then each one. */
  readonly urls: readonly { readonly label: string; readonly url: string }[];
  /** True when the password replaces one that stops working. */
  readonly renewed?: boolean;
}

/** Gives a depositor what the timetable program asks for. The only mail that carries a secret: it is never rendered twice. */
export function renderAccessMail(mail: AccessMail): MailContent {
  return layOut({
    subject: `${mail.renewed === true ? 'Nouveau mot de passe' : 'Votre compte d’accès'} pour l’import des emplois du temps : ${mail.campusName}`,
    title:
      mail.renewed === true
        ? 'Votre nouveau mot de passe pour l’import des emplois du temps'
        : 'Votre compte d’accès pour l’import des emplois du temps',
    intro: [
      `Bonjour ${mail.userName},`,
      mail.renewed === true
        ? 'Le mot de passe ci-dessous remplace l’ancien, qui ne fonctionne plus : remplacez-le dans le logiciel d’emploi du temps.'
        : 'Ce compte permet au logiciel d’emploi du temps (EDT, PRONOTE ou UDT) d’envoyer ses exports à l’ENT.',
    ],
    facts: [
      { label: 'Établissement', value: mail.campusName },
      { label: 'Identifiant', value: mail.login },
      { label: 'Mot de passe', value: mail.password },
      ...mail.urls.map(({ label, url }) => ({ label: `Adresse (${label})`, value: url })),
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
