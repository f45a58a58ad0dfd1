import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { readFully, SourceFailure, type ByteSource } from '../byte-source.js';
import { Unreadable } from '../unreadable.js';
import { archiveUnreadable } from './archive-unreadable.js';

/** An UnDeuxTEMPS export has up to 200 files; an archive with more is no timetable. */
export const MAX_ENTRIES = 500;

/** Lets yauzl read a source. Only its directory: contents are inflated by our own stream, which can be stopped. */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    readFully(this.#source, position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        callback(null, bytes.length);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new SourceFailure(error));
      },
    );
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}

export interface ZipDirectory {
  readonly zip: ZipFile;
  readonly entries: readonly Entry[];
}

/**
 * Lists an archive's files, the last part of it: an archive cut on the way has none.
 * @throws Unreadable `archive_damaged`, `archive_too_many_files`; SourceFailure.
 */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  return archiveErrorsAsUnreadable(async () => {
    const zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.sizeBytes, {
      // Names are judged by our own rules; an odd one must not pass for damage.
      decodeStrings: false,
      validateEntrySizes: false,
      autoClose: false,
    });
    refuseTooMany(zip.entryCount);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    return { zip, entries };
  });
}

/** Position of an entry's bytes in the archive. */
export async function entryStart(zip: ZipFile, entry: Entry): Promise<number> {
  const header = await archiveErrorsAsUnreadable(() =>
    zip.readLocalFileHeaderPromise(entry, { minimal: true }),
  );
  return header.fileDataStart;
}

function refuseTooMany(count: number): void {
  if (count > MAX_ENTRIES) throw archiveUnreadable('archive_too_many_files', { value: `${count}` });
}

/** Whatever yauzl finds wrong is in the file, unless the source failed under it. */
async function archiveErrorsAsUnreadable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SourceFailure || error instanceof Unreadable) throw error;
    if (error instanceof Error && error.message === 'strong encryption is not supported') {
      throw archiveUnreadable('archive_encrypted');
    }
    throw archiveUnreadable('archive_damaged');
  }
}
