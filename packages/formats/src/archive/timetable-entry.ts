import type { Entry } from 'yauzl';
import type { ByteSource } from '../byte-source.js';
import { Unreadable } from '../unreadable.js';
import { entryName, isLeftover } from './entry-name.js';
import { entryBytes } from './entry-bytes.js';
import { entryStart, readZipDirectory } from './zip-directory.js';

/** XML of a timetable shrinks about 12 times, a repetitive one 50 times; only bombs shrink more than this. */
const MAX_RATIO = 200;
/** Under this size a ratio proves nothing. */
const RATIO_FLOOR_BYTES = 1024 * 1024;

const UDT_FILE = /(?:^|\/)udcal_\d{2}[^/]*\.xml$/i;
const OFFICE_FILE = /^(?:\[Content_Types\]\.xml|mimetype)$/;

interface NamedEntry {
  readonly name: string;
  readonly entry: Entry;
}

/**
 * The XML of the only timetable in an archive, as it inflates.
 * @throws Unreadable saying why the archive holds none; SourceFailure.
 */
export async function openTimetableEntry(
  source: ByteSource,
  maxXmlBytes: number,
): Promise<AsyncIterable<Uint8Array>> {
  const { zip, entries } = await readZipDirectory(source);
  const files = entries
    .map((entry): NamedEntry => ({ name: entryName(entry), entry }))
    .filter(({ name }) => !isLeftover(name));
  const { entry } = onlyXml(files);
  refuseUnreadable(entry);
  refuseBomb(entry, maxXmlBytes);
  return entryBytes(source, await entryStart(zip, entry), entry);
}

function onlyXml(files: readonly NamedEntry[]): NamedEntry {
  if (files.some(({ name }) => UDT_FILE.test(name))) throw new Unreadable('udt_not_supported');
  if (files.some(({ name }) => OFFICE_FILE.test(name))) {
    throw new Unreadable('not_a_timetable', { value: 'office' });
  }
  const [first, ...others] = files.filter(({ name }) => /\.xml$/i.test(name));
  if (first === undefined) throw new Unreadable('not_a_timetable', { value: 'zip' });
  if (others.length > 0) {
    throw new Unreadable('archive_several_timetables', { value: `${others.length + 1}` });
  }
  return first;
}

function refuseUnreadable(entry: Entry): void {
  if (entry.isEncrypted()) throw new Unreadable('archive_encrypted');
  if (!entry.canDecodeFileData()) {
    throw new Unreadable('archive_unsupported', { value: `${entry.compressionMethod}` });
  }
}

/** Judged on the sizes declared; the stream is held to them. */
function refuseBomb({ compressedSize, uncompressedSize }: Entry, maxXmlBytes: number): void {
  const ratio = Math.ceil(uncompressedSize / Math.max(1, compressedSize));
  if (uncompressedSize > RATIO_FLOOR_BYTES && ratio > MAX_RATIO) {
    throw new Unreadable('archive_bomb', { value: `${ratio}` });
  }
  if (uncompressedSize > maxXmlBytes) throw new Unreadable('too_large', { value: `${maxXmlBytes}` });
}
