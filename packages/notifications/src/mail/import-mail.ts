import type { ImportNotificationData, ImportNotificationKind, NextActor } from '@timetable/domain';
import type { MailContent } from './mail-content.js';
import { layOut } from './mail-layout.js';

/** What a mail is made from. */
export interface ImportFact {
  readonly kind: ImportNotificationKind;
  readonly data: ImportNotificationData;
}

interface KindText {
  readonly subject: string;
  readonly title: string;
  readonly intro: string;
  readonly advice: readonly string[];
}

const KIND_TEXTS: Readonly<Record<ImportNotificationKind, KindText>> = {
  held: {
    subject: 'Décision attendue',
    title: 'Un import d’emploi du temps attend une décision',
    intro: 'L’import s’est arrêté avant de rien modifier : l’emploi du temps de l’ENT est celui d’avant.',
    advice: [
      'Si les changements sont voulus : ouvrez l’import, vérifiez les changements prévus, puis choisissez « Intégrer quand même ».',
      'S’ils ne le sont pas : écartez l’import, corrigez l’emploi du temps dans le logiciel, puis exportez-le à nouveau.',
      'Sans décision, rien ne change dans l’ENT. Le prochain fichier valable remplacera celui-ci.',
    ],
  },
  rejected: {
    subject: 'Import refusé',
    title: 'Un fichier d’emploi du temps n’a pas pu être importé',
    intro: 'Rien n’a été modifié : l’emploi du temps de l’ENT est celui d’avant.',
    advice: ['Corrigez le point indiqué, puis exportez à nouveau l’emploi du temps depuis le logiciel.'],
  },
  interrupted: {
    subject: 'Import interrompu',
    title: 'Un import d’emploi du temps a été interrompu par une panne',
    intro: 'La panne ne vient pas de votre fichier. L’emploi du temps de l’ENT est celui d’avant.',
    advice: [
      'L’exploitant de l’ENT peut relancer cet import : il est inutile de déposer à nouveau le même fichier.',
      'Si rien n’a changé demain, prévenez l’assistance de l’ENT. Un fichier plus récent remplacera celui-ci.',
    ],
  },
  alerts: {
    subject: 'Import réalisé avec alertes',
    title: 'L’emploi du temps est à jour, avec des points à vérifier',
    intro: 'L’import est terminé : les séances sont visibles dans l’ENT.',
    advice: [
      'Ouvrez l’import pour voir le détail et ce qui peut être corrigé dans le logiciel ou dans l’ENT.',
    ],
  },
};

const ACTORS: Readonly<Record<NextActor, string>> = {
  manager: 'le gestionnaire de vie scolaire',
  depositor: 'la personne qui exporte l’emploi du temps',
  operator: 'l’exploitant de l’ENT',
  nobody: 'personne : ce message est une information',
};

/**
 * Tells a school what became of a file, and who does what next. Carries no pupil's name as long as its input does not.
 * @param link to the import's page
 */
export function renderImportMail({ kind, data }: ImportFact, link: string): MailContent {
  const text = KIND_TEXTS[kind];
  const { school, fileName, receivedAt, timeZone, sentences, advice, nextActor } = data;
  return layOut({
    subject: `${text.subject} : ${school}, ${fileName}`,
    title: text.title,
    intro: ['Bonjour,', text.intro],
    facts: [
      { label: 'Établissement', value: school },
      { label: 'Fichier', value: fileName },
      { label: 'Reçu le', value: frenchDateTime(new Date(receivedAt), timeZone) },
      { label: 'Qui doit agir', value: ACTORS[nextActor] },
    ],
    sections: [
      { heading: 'Ce qui s’est passé', lines: sentences },
      { heading: 'Ce qu’il faut faire', lines: advice ?? text.advice },
    ],
    link: { label: 'Ouvrir l’import (réservé à la gestion de vie scolaire)', url: link },
    closing:
      'Message automatique : vous le recevez parce que la case « notification » de votre compte d’accès est cochée.',
  });
}

/** « lundi 7 septembre 2026 à 08:05 » */
function frenchDateTime(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(
    instant,
  );
}
