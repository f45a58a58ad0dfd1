import { IMPORT_STEP_LABELS, type ImportStep } from './status.js';

interface LockingImport {
  /** As people read it: « mardi 24 novembre 2026 à 8 h 15 ». */
  readonly since: string;
  /** Login of who deposited the file. */
  readonly by: string;
  /** null before the first and between two. */
  readonly step: ImportStep | null;
}

/** Why nothing can be changed by hand in an establishment, and until when. */
export function lockMessage({ since, by, step }: LockingImport): string {
  const atStep = step === null ? '' : `, étape « ${IMPORT_STEP_LABELS[step]} »`;
  return (
    `Un import est en cours pour cet établissement depuis le ${since} (déposé par ${by}${atStep}). ` +
    'La gestion de vie scolaire sera de nouveau modifiable dès qu’il sera terminé.'
  );
}
