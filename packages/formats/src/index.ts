export { memorySource, type ByteSource } from './byte-source.js';
export type { ReadLimits, ReadResult, ReadTimetable, UnreadableFile } from './read-result.js';
export { openingKey, readTimetable, type OpeningKey } from './read-timetable.js';
export { NO_PARTNER_KEYS, type PartnerKey, type PartnerKeys } from './partner-keys.js';
