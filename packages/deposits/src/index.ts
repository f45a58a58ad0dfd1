export { DepositFailed, type DepositFailure } from './deposit-failed.js';
export {
  DepositService,
  type DepositRequest,
  type DepositTimeLimits,
  type ReceivedFile,
} from './deposit.service.js';
export { OrphanSweeper } from './orphan-sweeper.js';
export { Retention } from './retention.js';
export { SourceRetention } from './source-retention.js';
