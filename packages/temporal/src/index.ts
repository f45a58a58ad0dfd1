export { connectionOptions } from './connection-options.js';
export { PayloadGuard } from './payload-guard.js';
export { TemporalClient } from './temporal-client.js';
export { checkTemporal, TEMPORAL_READINESS, type TemporalReadiness } from './temporal-readiness.js';
export type { Whereabouts } from './whereabouts.js';
