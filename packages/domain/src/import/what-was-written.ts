import type { ImportStatus, NextActor } from './status.js';

/** Said of every import that ended or waits without having written. */
export const NOTHING_WRITTEN = 'Rien n’a été modifié dans l’ENT.';

/** Said of every import that was integrated: whatever else it says is about what is left. */
export const UP_TO_DATE = 'L’emploi du temps de l’ENT est à jour.';

/** Whether an import in this state has changed the ENT; undefined: it still may. */
export function hasWritten(status: ImportStatus): boolean | undefined {
  switch (status) {
    case 'integrated':
    case 'integrated_with_alerts':
    case 'rolled_back':
      return true;
    case 'received':
    case 'running':
      return undefined;
    case 'held':
    case 'rejected':
    case 'ignored':
    case 'superseded':
    case 'refused':
    case 'cancelled':
    case 'interrupted':
      return false;
  }
}

/** Who must act, and to do what; the import's own message says the rest. */
export function nextStepSentence(status: ImportStatus, nextActor: NextActor): string {
  switch (nextActor) {
    case 'operator':
      return 'C’est à l’exploitant de l’ENT d’agir : il peut relancer l’import.';
    case 'depositor':
      return 'C’est à la personne qui exporte l’emploi du temps d’agir : corriger ce qui est dit ci-dessus, puis refaire l’export.';
    case 'manager':
      return managerStep(status);
    case 'nobody':
      return status === 'received' || status === 'running'
        ? 'L’import n’est pas terminé ; personne n’a rien à faire pour le moment.'
        : 'Personne n’a rien à faire.';
  }
}

function managerStep(status: ImportStatus): string {
  const manager = 'C’est à un gestionnaire de vie scolaire';
  if (status === 'held') return `${manager} de décider : intégrer cet import, ou l’écarter.`;
  if (hasWritten(status) === true) return `${manager} d’agir : rapprocher ce que l’ENT n’a pas reconnu.`;
  return `${manager} d’agir : corriger ce qui est dit ci-dessus, puis refaire l’import.`;
}
