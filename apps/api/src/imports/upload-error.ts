import type { DepositFailure } from '@timetable/deposits';
import type { CampusRecord } from '@timetable/persistence';
import { ApiError } from '../errors/api-error.js';

/** What the person is told of a manual import that was not received, or may not have been. */
export function uploadError(
  reason: DepositFailure,
  campus: CampusRecord,
  establishmentCode: string | undefined,
): ApiError {
  switch (reason) {
    // Only deposit accounts are asked for; a person's session was checked before.
    case 'account_closed':
    case 'account_suspended':
      return new ApiError('forbidden', 'Votre compte ne permet pas cette action.');
    case 'unknown_establishment':
      return unknownEstablishment(campus, establishmentCode ?? '');
    case 'storage_full':
      return new ApiError(
        'storage_full',
        'Le serveur n’a plus de place, rien n’a été reçu. Prévenez l’exploitant de l’ENT, puis envoyez le fichier à nouveau.',
      );
    case 'storage_unavailable':
    case 'database_unavailable':
      return new ApiError(
        'unavailable',
        'Le service ne répond pas pour le moment, rien n’a été reçu : recommencez dans un instant.',
      );
    case 'undecided':
      return new ApiError(
        'deposit_undecided',
        'Le service ne répond pas à temps : on ne sait pas encore si ce fichier est reçu. Regardez dans quelques minutes ' +
          's’il figure parmi les imports ; s’il n’y est pas, envoyez-le à nouveau.',
      );
  }
}

export const unknownEstablishment = (campus: CampusRecord, establishmentCode: string): ApiError =>
  new ApiError(
    'unknown_establishment',
    `L’établissement « ${establishmentCode} » n’existe pas dans cette cité scolaire. ` +
      `Établissements possibles : ${campus.establishments.map(({ code }) => code).join(', ')}.`,
  );
