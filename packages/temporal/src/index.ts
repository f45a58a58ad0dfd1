export { connectionOptions } from './connection-options.js';
export { PayloadGuard } from './payload-guard.js';
export { TemporalClient } from './temporal-client.js';
