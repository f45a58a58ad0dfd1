export { announcedBytes, hasBody } from './clients/announced-body.js';
export { ClientConnections } from './clients/client-connections.js';
export { watchBodyPace, type BodyPace } from './clients/body-pace.js';
export { CLIENT_TIME_LIMITS, type ClientTimeLimits } from './clients/client-time-limits.js';
export { ALIVE, NotReady, Readiness, type Dependency, type ReadinessBody } from './health/readiness.js';
export { createLogger, logOptions } from './logging/logger.js';
export { outageReport } from './logging/outage-report.js';
export { reasonOf } from './logging/reason-of.js';
export { Metrics, sharedReading } from './metrics/metrics.js';
export {
  measureDatabase,
  countRefusedDeposits,
  measureOutbox,
  type PoolState,
} from './metrics/shared-figures.js';
export { ClientAddress, peerAddress } from './network/client-address.js';
export { networkOf } from './network/network.js';
export { onUncaught } from './process/on-uncaught.js';
export { endBy, stopSignal } from './process/stop-signal.js';
export { TooLate, withinTime } from './time/within-time.js';
export { Batcher } from './work/batcher.js';
export { IntervalJob } from './work/interval-job.js';
export { Quiet } from './work/quiet.js';
export { retryUntilUp } from './work/retry-until-up.js';
export { UnderWay } from './work/under-way.js';
