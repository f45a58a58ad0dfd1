export { memorySource, type ByteSource } from './byte-source.js';
export type { ReadLimits, ReadResult, ReadTimetable, UnreadableFile } from './read-result.js';
export { readTimetable } from './read-timetable.js';
export { openingKey, type OpeningKey } from './edt/encrypted/opening-key.js';
export { NO_PARTNER_KEYS, type PartnerKey, type PartnerKeys } from './edt/encrypted/partner-keys.js';
