import type { ByteSource } from './byte-source.js';
import { edtReader } from './edt/edt.reader.js';
import { encryptedEdtReader } from './edt/encrypted/encrypted-edt.reader.js';
import { NO_PARTNER_KEYS, type PartnerKeys } from './partner-keys.js';
import type { ReadLimits, ReadResult } from './read-result.js';
import { ReaderRegistry } from './reader-registry.js';
import { stsReader } from './sts/sts.reader.js';
import { NO_STSWEB_EXPORTS, type StswebExports } from './stsweb-exports.js';
import { udtReader } from './udt/udt.reader.js';

export { openingKey, type OpeningKey } from './edt/encrypted/opening-key.js';

/** What readers need beside the file. */
export interface ReadingContext {
  /** What opens encrypted exports. @default none: every one is refused */
  readonly partnerKeys?: PartnerKeys;
  /** Where what of STSWEB is kept is. @default nothing is kept */
  readonly stswebExports?: StswebExports;
}

/** Every format this product knows. A new one is a folder beside these, a line here, and its code in the domain's `TIMETABLE_FORMATS`. */
const readersWith = ({
  partnerKeys = NO_PARTNER_KEYS,
  stswebExports = NO_STSWEB_EXPORTS,
}: ReadingContext): ReaderRegistry =>
  new ReaderRegistry([udtReader, edtReader, encryptedEdtReader(partnerKeys), stsReader(stswebExports)]);

/** Reads a received file: a timetable, or why it is none. See `ReaderRegistry.read`. */
export const readTimetable = (
  source: ByteSource,
  limits: ReadLimits,
  context: ReadingContext = {},
): Promise<ReadResult> => readersWith(context).read(source, limits);
