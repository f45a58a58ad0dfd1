import type { ImportNotificationKind, NextActor, RecipientType } from '@timetable/domain';

interface KindText {
  /** After the school's name, in the subject and in a summary. */
  readonly headline: string;
  readonly title: string;
  readonly intro: string;
  /** What to do, for who signs in and for who deposits: only the former can open an import. */
  readonly advice: Readonly<Record<RecipientType, readonly string[]>>;
}

/** Where the way out of a held import stands, when a rule knows better than `GENERAL_REMEDY`. */
export const REMEDY = '{remedy}';
export const GENERAL_REMEDY = 'corrigez l’emploi du temps dans le logiciel et refaites l’export.';

export const KIND_TEXTS: Readonly<Record<ImportNotificationKind, KindText>> = {
  held: {
    headline: 'décision attendue',
    title: 'Un import d’emploi du temps attend une décision',
    intro: 'L’import s’est arrêté avant de rien modifier : l’emploi du temps de l’ENT est celui d’avant.',
    advice: {
      staff: [
        'Si les changements sont voulus : ouvrez l’import, vérifiez les changements prévus, puis choisissez « Intégrer ce plan ».',
        `S’ils ne le sont pas : écartez l’import, puis ${REMEDY}`,
        'Sans décision, rien ne change dans l’ENT. Le prochain fichier valable remplacera celui-ci.',
      ],
      depositor: [
        'Si les changements sont voulus : le gestionnaire de vie scolaire les vérifie, puis intègre le fichier. Il est inutile de l’exporter à nouveau.',
        `S’ils ne le sont pas : ${REMEDY}`,
        'Sans décision, rien ne change dans l’ENT. Le prochain fichier valable remplacera celui-ci.',
      ],
    },
  },
  rejected: {
    headline: 'fichier refusé',
    title: 'Un fichier d’emploi du temps n’a pas pu être importé',
    intro: 'Rien n’a été modifié : l’emploi du temps de l’ENT est celui d’avant.',
    // What is wrong with a file says what to do about it.
    advice: { staff: [], depositor: [] },
  },
  interrupted: {
    headline: 'import interrompu par une panne',
    title: 'Un import d’emploi du temps a été interrompu par une panne',
    intro: 'La panne ne vient pas du fichier. L’emploi du temps de l’ENT est celui d’avant.',
    advice: {
      staff: [
        'Cherchez la cause de la panne dans les journaux, à l’heure de l’import, et réparez-la. Puis relancez l’import : il est inutile de faire déposer à nouveau le même fichier.',
        'Un fichier plus récent, s’il en vient un, remplacera celui-ci.',
      ],
      depositor: [
        'L’exploitant de l’ENT peut relancer cet import : il est inutile de déposer à nouveau le même fichier.',
      ],
    },
  },
  alerts: {
    headline: 'emploi du temps à jour, points à vérifier',
    title: 'L’emploi du temps est à jour, avec des points à vérifier',
    intro: 'L’import est terminé : les séances sont visibles dans l’ENT.',
    advice: {
      staff: [
        'Ouvrez l’import pour voir le détail. Ce qui n’est pas rapproché se rapproche dans l’ENT, ou se corrige dans le logiciel ou dans l’annuaire.',
      ],
      depositor: [
        'Le gestionnaire de vie scolaire voit le détail dans l’ENT. Ce qui vient d’une faute de saisie se corrige dans le logiciel, puis s’exporte à nouveau.',
      ],
    },
  },
};

export const ACTORS: Readonly<Record<NextActor, string>> = {
  manager: 'le gestionnaire de vie scolaire',
  depositor: 'la personne qui exporte l’emploi du temps',
  operator: 'l’exploitant de l’ENT',
  nobody: 'personne : ce message est une information',
};

/** Why a person is written to, and how they stop it. */
export const CLOSINGS: Readonly<Record<RecipientType, string>> = {
  staff:
    'Message automatique. Pour être prévenu une fois par jour, ou jamais, changez la préférence de votre compte. Un même problème n’est signalé qu’une fois par jour.',
  depositor:
    'Message automatique : vous le recevez parce que la case « notification » de votre compte d’accès est cochée. Un même problème n’est signalé qu’une fois par jour.',
};
