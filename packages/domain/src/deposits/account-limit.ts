/** Most deposit accounts of a campus in force at a time. */
export const MAX_DEPOSIT_ACCOUNTS = 5;

interface AccountRequest {
  /** ENT id of whom the account is for. */
  readonly userId: string;
  /** Whether an establishment of the campus has had its first import of a year: accounts exist from then on. */
  readonly hasOpenYear: boolean;
  /** Users who have an account in force. */
  readonly holders: readonly string[];
}

const MESSAGES = {
  first_import_required:
    'Faites d’abord un premier import manuel : les comptes d’accès pourront être créés une fois les données initialisées.',
  unknown_user: 'Cet utilisateur n’est pas dans l’annuaire de la cité scolaire.',
  account_exists: 'Cet utilisateur a déjà un compte d’accès : générez plutôt un nouveau mot de passe.',
  too_many_accounts: `Cette cité scolaire a déjà ${MAX_DEPOSIT_ACCOUNTS} comptes d’accès, le maximum : supprimez-en un avant d’en créer un autre.`,
} as const;

/** Why a deposit account cannot be created. */
export type AccountObstacle = keyof typeof MESSAGES;

/** What stands in the way of a new account for a user of the directory, the first thing first; undefined: nothing. */
export function accountObstacle({
  userId,
  hasOpenYear,
  holders,
}: AccountRequest): AccountObstacle | undefined {
  if (!hasOpenYear) return 'first_import_required';
  if (holders.includes(userId)) return 'account_exists';
  return holders.length >= MAX_DEPOSIT_ACCOUNTS ? 'too_many_accounts' : undefined;
}

/** French: why, and the way out. */
export const accountObstacleMessage = (obstacle: AccountObstacle): string => MESSAGES[obstacle];
