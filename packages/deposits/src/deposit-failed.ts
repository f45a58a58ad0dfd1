/** Why there is no deposit; after `undecided` there may be one. */
export type DepositFailure =
  /** The database answered, and wrote nothing: these concern who deposits, and for whom. */
  | 'account_closed'
  | 'account_suspended'
  | 'unknown_establishment'
  /** The file could not be stored: an operator makes room, or time acts. */
  | 'storage_full'
  | 'storage_unavailable'
  /** The database did not record it, and never will: time acts. */
  | 'database_unavailable'
  /** The database did not say in time whether it recorded it, and cannot be asked: the file is kept. */
  | 'undecided';

/** Thrown instead of a deposit. Whoever receives files tells their client in its own words. */
export class DepositFailed extends Error {
  override readonly name = 'DepositFailed';

  constructor(
    readonly reason: DepositFailure,
    cause: unknown,
  ) {
    super(`no deposit: ${reason}`, { cause });
  }
}
