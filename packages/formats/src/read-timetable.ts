import type { ByteSource } from './byte-source.js';
import { edtReader } from './edt/edt.reader.js';
import { encryptedEdtReader } from './edt/encrypted/encrypted-edt.reader.js';
import { NO_PARTNER_KEYS, type PartnerKeys } from './partner-keys.js';
import type { ReadLimits, ReadResult } from './read-result.js';
import { ReaderRegistry } from './reader-registry.js';
import { udtReader } from './udt/udt.reader.js';

export { openingKey, type OpeningKey } from './edt/encrypted/opening-key.js';

/** Every format this product knows. A new one is a folder beside these, a line here, and its code in the domain's `TIMETABLE_FORMATS`. */
const readersWith = (keys: PartnerKeys): ReaderRegistry =>
  new ReaderRegistry([udtReader, edtReader, encryptedEdtReader(keys)]);

/**
 * Reads a received file: a timetable, or why it is none. See `ReaderRegistry.read`.
 * @param keys what opens encrypted exports; without them every one is refused
 */
export const readTimetable = (
  source: ByteSource,
  limits: ReadLimits,
  keys: PartnerKeys = NO_PARTNER_KEYS,
): Promise<ReadResult> => readersWith(keys).read(source, limits);
