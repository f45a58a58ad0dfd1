import { archiveUnreadable } from '../archive/archive-unreadable.js';
import { archivedDocuments, type ArchivedDocument } from '../archive/archived-documents.js';
import { archiveWithin } from '../archive/zip-bounds.js';
import { readFully, readRange, withStartKept, type ByteSource } from '../byte-source.js';
import type { ReadLimits } from '../read-result.js';
import { Unreadable } from '../unreadable.js';
import type { Element } from '../xml/element-reader.js';
import { xmlRootOf } from '../xml/xml-root.js';
import { HEAD_BYTES, isUnknown, isZip } from './content-kind.js';
import { tooLarge } from './file-unreadable.js';

/** A file as it was received, opened: what readers look at to recognise it, and read it from. */
export interface OpenedFile {
  readonly isArchive: boolean;
  /** The file itself, or the files of its archive, less what file managers leave there. */
  readonly documents: readonly ReceivedDocument[];
}

/** Whatever is asked of a document may throw, or reject with, `Unreadable` or `SourceFailure`. */
export interface ReceivedDocument {
  /** Path in the archive, with `/`; empty when the file is no archive: what people call it says nothing. */
  readonly name: string;
  /** The first bytes, enough to tell most formats, of a document of any size. */
  head(): Promise<Uint8Array>;
  /** Root element, when the document is XML as far as there, of any size. Read once, however often it is asked for. */
  xmlRoot(): Promise<Element | undefined>;
  /** The content from its start, at each call: inflated, and held to the limits. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** @throws Unreadable for an archive that cannot be listed; SourceFailure */
export async function openReceived(received: ByteSource, limits: ReadLimits): Promise<OpenedFile> {
  const source = withStartKept(received);
  const head = await readFully(source, 0, HEAD_BYTES);
  const archive = isZip(head) || isUnknown(head) ? await archiveWithin(source) : undefined;
  if (!isZip(head) && archive === undefined) {
    return { isArchive: false, documents: [bareDocument(source, head, limits)] };
  }
  const documents = await archivedDocuments(archive ?? source, limits);
  return {
    isArchive: true,
    documents: documents.map(streamedDocument),
  };
}

/** What was inside the received file, as if it had been received bare. */
export const openedContent = (bytes: () => AsyncIterable<Uint8Array>): OpenedFile => ({
  isArchive: false,
  documents: [streamedDocument({ name: '', bytes, beginning: bytes })],
});

/** Inflated or decrypted as it is read. */
const streamedDocument = ({ name, bytes, beginning }: ArchivedDocument): ReceivedDocument => ({
  name,
  head: () => headOf(beginning()),
  xmlRoot: once(() => xmlRootOf(beginning())),
  bytes,
});

/** The documents that have this root element, whatever they are called. @throws SourceFailure */
export async function documentsWithRoot(
  { documents }: OpenedFile,
  name: string,
): Promise<readonly (ReceivedDocument & { readonly root: Element })[]> {
  const found = [];
  for (const document of documents) {
    const root = await rootOf(document);
    if (root?.name === name) found.push({ ...document, root });
  }
  return found;
}

/** Undefined for what is no XML, or cannot even be looked at. */
export async function rootOf(document: ReceivedDocument): Promise<Element | undefined> {
  try {
    return await document.xmlRoot();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/**
 * The one of these documents that the file is about.
 * @throws Unreadable `archive_several_timetables`
 */
export function onlyTimetable<D extends ReceivedDocument>(documents: readonly D[]): D {
  const [only, another] = documents;
  if (only === undefined) throw new Error('Only a recognised file is read');
  if (another !== undefined) {
    throw archiveUnreadable('archive_several_timetables', { value: `${documents.length}` });
  }
  return only;
}

function bareDocument(source: ByteSource, head: Uint8Array, { maxXmlBytes }: ReadLimits): ReceivedDocument {
  const whole = () => readRange(source, 0, source.sizeBytes);
  return {
    name: '',
    head: () => Promise.resolve(head),
    xmlRoot: once(() => xmlRootOf(whole())),
    bytes: () => {
      if (source.sizeBytes > maxXmlBytes) throw tooLarge(maxXmlBytes);
      return whole();
    },
  };
}

async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    pieces.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= work());
}
