export { memorySource, type ByteSource } from './byte-source.js';
export type { ReadLimits, ReadResult, ReadTimetable, UnreadableFile } from './read-result.js';
export { openingKey, readTimetable, type OpeningKey, type ReadingContext } from './read-timetable.js';
export type { StswebExports } from './stsweb-exports.js';
export { NO_PARTNER_KEYS, type PartnerKey, type PartnerKeys } from './partner-keys.js';
