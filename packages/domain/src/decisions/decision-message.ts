import { IMPORT_STATUS_LABELS, type ImportStatus } from '../import/status.js';
import type { Decision } from './decision.js';

const DONE: Readonly<Record<Decision, string>> = {
  approve: 'L’import est approuvé : il va être intégré.',
  refuse: 'L’import est écarté : rien n’a été modifié.',
  cancel: 'L’import est annulé : rien n’a été modifié.',
  retry: 'L’import est relancé : il reprend au début, sans doublon.',
};

const ALREADY: Readonly<Record<Decision, string>> = {
  approve: 'approuvé',
  refuse: 'écarté',
  cancel: 'annulé',
  retry: 'relancé',
};

export const decisionDoneMessage = (decision: Decision): string => DONE[decision];

export const STOP_ASKED_MESSAGE = 'L’annulation est demandée : l’import s’arrête s’il n’a encore rien écrit.';

export const DECISION_SUPERSEDED_MESSAGE =
  'Un fichier plus récent a remplacé celui-ci : il n’y a plus rien à décider ici. Ouvrez l’import le plus récent.';

/** @param isShown whether the new plan is ready and given with the sentence */
export const planChangedMessage = (isShown: boolean): string =>
  'Les données de l’ENT ont changé depuis l’affichage de ce plan. ' +
  (isShown
    ? 'Voici le nouveau : relisez-le, puis décidez de nouveau.'
    : 'Il est en cours de recalcul : rouvrez l’import dans un instant.');

export const notRetriableMessage = (status: ImportStatus): string =>
  status === 'cancelled'
    ? 'Le fichier de cet import n’est plus conservé : exportez de nouveau l’emploi du temps.'
    : `Seul un import interrompu ou annulé peut être relancé : celui-ci est à l’état « ${IMPORT_STATUS_LABELS[status]} ».`;

export const notCancellableMessage = (status: ImportStatus, isPublished: boolean): string =>
  isPublished
    ? 'Les séances de cet import sont déjà dans l’ENT : il ne peut plus être annulé.'
    : `Cet import est terminé (« ${IMPORT_STATUS_LABELS[status]} ») : il ne peut plus être annulé.`;

/** @param last who decided before, and when, as people read it */
export const nothingToDecideMessage = (
  status: ImportStatus,
  last?: { readonly decision: Decision; readonly by: string; readonly at: string },
): string =>
  last === undefined
    ? `Cet import n’attend pas de décision : il est à l’état « ${IMPORT_STATUS_LABELS[status]} ».`
    : `Cet import a déjà été ${ALREADY[last.decision]} par ${last.by}, le ${last.at}.`;
