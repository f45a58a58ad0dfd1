export { connectionOptions } from './connection-options.js';
export { isTemporalAway } from './grpc-failures.js';
export { ImportStarts } from './import-starts.js';
export { missingSearchAttributes } from './missing-search-attributes.js';
export { PayloadGuard } from './payload-guard.js';
export { TemporalClient } from './temporal-client.js';
export { checkTemporal, TEMPORAL_READINESS, type TemporalReadiness } from './temporal-readiness.js';
export type { Whereabouts } from './whereabouts.js';
