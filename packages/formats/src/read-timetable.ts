import type { ByteSource } from './byte-source.js';
import { edtReader } from './edt/edt.reader.js';
import { encryptedEdtReader } from './edt/encrypted/encrypted-edt.reader.js';
import type { ReadLimits, ReadResult } from './read-result.js';
import { ReaderRegistry } from './reader-registry.js';
import { udtReader } from './udt/udt.reader.js';

/** Every format this product knows. A new one is a folder beside these, a line here, and its code in the domain's `TIMETABLE_FORMATS`. */
const READERS = new ReaderRegistry([udtReader, edtReader, encryptedEdtReader]);

/** Reads a received file: a timetable, or why it is none. See `ReaderRegistry.read`. */
export const readTimetable = (source: ByteSource, limits: ReadLimits): Promise<ReadResult> =>
  READERS.read(source, limits);
