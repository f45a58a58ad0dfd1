export { createClock, processStart, type Clock } from './clock.js';
export { retentionDays } from './retention-days.js';
export { InvalidSettings, readSettings, SETTING_NAMES, type Settings } from './settings.js';
export { startRefusal } from './start-refusal.js';
export { temporalTls, type TemporalTlsSettings } from './temporal-tls.js';
export { PRODUCT_VERSION } from './product-version.js';
export { depositLimits } from './allowed-deposits.js';
