export { memorySource, type ByteSource } from './byte-source.js';
export type { ReadLimits, ReadResult, ReadTimetable, UnreadableFile } from './read-result.js';
export { readTimetable } from './read-timetable.js';
