import type { DepositFailed } from '@timetable/deposits';
import { refusals, type Refusal } from '../http/refusal.js';

/**
 * What the client of the door is told of a deposit that was not made, or may not have been.
 *
 * @param establishmentCode named by the address
 */
export function depositRefusal(
  { reason, cause }: DepositFailed,
  establishmentCode: string | undefined,
): Refusal {
  switch (reason) {
    case 'account_closed':
      return refusals.credentialsWrong();
    case 'account_suspended':
      return refusals.accountSuspended();
    case 'unknown_establishment':
      return refusals.unknownEstablishment(establishmentCode ?? '');
    case 'storage_full':
    case 'storage_unavailable':
      return refusals.notStored(cause);
    case 'database_unavailable':
      return refusals.unavailable(cause);
    case 'undecided':
      return refusals.undecided(cause);
  }
}
