export { hashPassword, verifyPassword } from './accounts/password-hash.js';
export { Database, openDatabase, type DatabaseOptions } from './database.js';
export type { ChannelHandler, Subscription } from './listener.js';
export { migrate, NewerSchema } from './migrate.js';
export type { Sql } from './sql.js';
export type { Transaction } from './transaction.js';
export {
  DepositAccountRepository,
  type AccountUse,
  type DepositAccount,
} from './deposits/deposit-account.repository.js';
export {
  DepositRepository,
  UnknownEstablishment,
  type NewDeposit,
  type RecordedDeposit,
} from './deposits/deposit.repository.js';
