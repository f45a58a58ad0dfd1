import type { Entry, ZipFile } from 'yauzl';
import type { ByteSource } from '../byte-source.js';
import type { ReadLimits } from '../read-result.js';
import { tooLarge } from '../received/file-unreadable.js';
import { bombRatio } from '../bomb-ratio.js';
import { archiveUnreadable } from './archive-unreadable.js';
import { entryName, isLeftover } from './entry-name.js';
import { entryBytes } from './entry-bytes.js';
import { entryStart, readZipDirectory } from './zip-directory.js';

export interface ArchivedDocument {
  readonly name: string;
  /** Inflates from the start at each call. @throws Unreadable saying why it cannot be; SourceFailure */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** The same without judging the size, for who stops after a few bytes. */
  readonly beginning: () => AsyncIterable<Uint8Array>;
}

/**
 * The files of an archive, less what file managers leave there.
 * @throws Unreadable `archive_damaged`, `archive_too_many_files`, `archive_unsafe`; SourceFailure.
 */
export async function archivedDocuments(
  source: ByteSource,
  { maxXmlBytes }: ReadLimits,
): Promise<readonly ArchivedDocument[]> {
  const { zip, entries } = await readZipDirectory(source);
  return entries
    .map((entry) => ({
      name: entryName(entry),
      bytes: () => {
        refuseBomb(entry, maxXmlBytes);
        return openEntry(source, zip, entry);
      },
      beginning: () => openEntry(source, zip, entry),
    }))
    .filter(({ name }) => !isLeftover(name));
}

async function* openEntry(
  source: ByteSource,
  zip: ZipFile,
  entry: Entry,
): AsyncGenerator<Uint8Array, void, undefined> {
  refuseUnreadable(entry);
  yield* entryBytes(source, await entryStart(zip, entry), entry);
}

function refuseUnreadable(entry: Entry): void {
  if (entry.isEncrypted()) throw archiveUnreadable('archive_encrypted');
  if (!entry.canDecodeFileData()) {
    throw archiveUnreadable('archive_unsupported', { value: `${entry.compressionMethod}` });
  }
}

/** Judged on the sizes declared; the stream is held to them. */
function refuseBomb({ compressedSize, uncompressedSize }: Entry, maxXmlBytes: number): void {
  const ratio = bombRatio(compressedSize, uncompressedSize);
  if (ratio !== undefined) throw archiveUnreadable('archive_bomb', { value: `${ratio}` });
  if (uncompressedSize > maxXmlBytes) throw tooLarge(maxXmlBytes);
}
