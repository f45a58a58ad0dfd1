export { countedBound } from './counted-bound.js';
export { DepositFailed, type DepositFailure } from './deposit-failed.js';
export {
  DepositService,
  type DepositBound,
  type DepositRequest,
  type DepositTimeLimits,
  type ReceivedFile,
} from './deposit.service.js';
export { TooManyDeposits } from './too-many-deposits.js';
export { OrphanSweeper } from './orphan-sweeper.js';
export { Retention } from './retention.js';
export { SourceRetention } from './source-retention.js';
